using System.CommandLine;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Cli.Commands.Stats.Columns;

/// <summary>--a and --b: two columns with a pair in each row.</summary>
internal sealed class PairColumns
{
    private readonly Option<string?> _file = Column.File();
    private readonly Option<string?> _a;
    private readonly Option<string?> _b;

    public PairColumns(string order = "Differences are A − B.") =>
        (_a, _b) = (Column.Named("--a", $"Column of the first, a pair in each row. {order}", required: true), Column.Named("--b", "Column of the second.", required: true));

    public IEnumerable<Option> Options => [_file, _a, _b];

    /// <summary>The pairs of which both are there.</summary>
    public Pairs Read(ParseResult parsed) => Read(CsvTable.Load(parsed.GetValue(_file)!), parsed.GetValue(_a)!, parsed.GetValue(_b)!);

    /// <summary>The pairs of two columns of which both are there.</summary>
    public static Pairs Read(CsvTable table, string a, string b)
    {
        IReadOnlyList<double?> first = Column.Numbers(table, a), second = Column.Numbers(table, b);
        int[] rows = [.. Enumerable.Range(0, table.RowCount).Where(row => first[row] is not null && second[row] is not null)];
        return new Pairs(table, a, b, [.. rows.Select(row => first[row]!.Value)], [.. rows.Select(row => second[row]!.Value)], rows);
    }

    /// <summary>Two columns' values.</summary>
    /// <param name="Table">Where they are from.</param>
    /// <param name="NameA">Column of the first.</param>
    /// <param name="NameB">Column of the second.</param>
    /// <param name="A">Values of the first.</param>
    /// <param name="B">Values of the second.</param>
    /// <param name="Rows">The row of each pair.</param>
    internal sealed record Pairs(CsvTable Table, string NameA, string NameB, double[] A, double[] B, int[] Rows)
    {
        /// <summary>Rows without a pair.</summary>
        public int Missing => Table.RowCount - Rows.Length;

        /// <summary>Both as observations, an item a row, with the clusters of a column.</summary>
        public (ItemScore[] A, ItemScore[] B) Items(string? clusterColumn) => (Clustering.Items(Table, Rows, A, clusterColumn), Clustering.Items(Table, Rows, B, clusterColumn));
    }
}
