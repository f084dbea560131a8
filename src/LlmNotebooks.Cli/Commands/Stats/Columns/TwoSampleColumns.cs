using System.CommandLine;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Evaluation;

namespace LlmNotebooks.Cli.Commands.Stats.Columns;

/// <summary>Two independent samples: a column each, or one column of values and one that says whose they are.</summary>
internal sealed class TwoSampleColumns
{
    private readonly Option<string?> _file = Column.File();
    private readonly Option<string?> _a = Column.Named("--a", "Column of the first sample; with --group, the name of its group.");
    private readonly Option<string?> _b = Column.Named("--b", "Column of the second sample; with --group, the name of its group.");
    private readonly Option<string?> _value = Column.Named("--value", "Column of both samples' values, with --group.");
    private readonly Option<string?> _group = Column.Named("--group", "Column that says which sample a value belongs to. Of two groups, the first in the file is A.");

    public IEnumerable<Option> Options => [_file, _a, _b, _value, _group];

    /// <summary>Whether the samples are groups of one column.</summary>
    public bool IsGrouped(ParseResult parsed) => parsed.GetValue(_value) is not null || parsed.GetValue(_group) is not null;

    /// <summary>The values that are there.</summary>
    public Samples Read(ParseResult parsed)
    {
        (string? a, string? b, string? value, string? group) = (parsed.GetValue(_a), parsed.GetValue(_b), parsed.GetValue(_value), parsed.GetValue(_group));
        if (IsGrouped(parsed))
        {
            if (value is null || group is null) { throw new UsageException("--value and --group go together: a column of values, and one that says whose they are."); }
            if (a is null != b is null) { throw new UsageException("Name both groups, --a NAME --b NAME, or neither."); }
            return Grouped(CsvTable.Load(parsed.GetValue(_file)!), value, group, a, b);
        }

        if (a is null || b is null) { throw new UsageException("Name the samples: --a COL --b COL, or --value COL --group COL."); }
        CsvTable table = CsvTable.Load(parsed.GetValue(_file)!);
        double[] first = Present(Column.Numbers(table, a)), second = Present(Column.Numbers(table, b));
        return new Samples(a, b, first, second, (2 * table.RowCount) - first.Length - second.Length);
    }

    /// <summary>The rows of --a and --b as pairs.</summary>
    public PairColumns.Pairs ReadPairs(ParseResult parsed) =>
        parsed.GetValue(_a) is { } a && parsed.GetValue(_b) is { } b
            ? PairColumns.Read(CsvTable.Load(parsed.GetValue(_file)!), a, b)
            : throw new UsageException("Name the columns: --a COL --b COL, or --value COL --group COL.");

    private static Samples Grouped(CsvTable table, string valueColumn, string groupColumn, string? a, string? b)
    {
        IReadOnlyList<double?> values = Column.Numbers(table, valueColumn);
        IReadOnlyList<string?> groups = table.Texts(groupColumn);
        string[] names = [.. groups.OfType<string>().Distinct(StringComparer.Ordinal)];
        if (a is null)
        {
            if (names.Length != 2) { throw new InvalidDataException($"{table.Path}: the column '{groupColumn}' has {names.Length} {(names.Length == 1 ? "group" : "groups")} ({string.Join(", ", names.Take(10))}); say which two: --a NAME --b NAME."); }
            (a, b) = (names[0], names[1]);
        }

        foreach (string name in (string[])[a, b!])
        {
            if (!names.Contains(name, StringComparer.Ordinal)) { throw new InvalidDataException($"{table.Path}: the column '{groupColumn}' has no group '{name}'; it has {string.Join(", ", names.Take(10))}."); }
        }

        int missing = Enumerable.Range(0, values.Count).Count(row => groups[row] is null || (values[row] is null && (groups[row] == a || groups[row] == b)));
        return new Samples(a, b!, Of(a), Of(b!), missing);

        double[] Of(string name) => Present([.. values.Where((_, row) => string.Equals(groups[row], name, StringComparison.Ordinal))]);
    }

    private static double[] Present(IReadOnlyList<double?> values) => [.. values.OfType<double>()];

    /// <summary>Two samples.</summary>
    /// <param name="NameA">Name of the first.</param>
    /// <param name="NameB">Name of the second.</param>
    /// <param name="A">Values of the first.</param>
    /// <param name="B">Values of the second.</param>
    /// <param name="Missing">Cells without a value, or without a group.</param>
    internal sealed record Samples(string NameA, string NameB, double[] A, double[] B, int Missing);
}
