using System.CommandLine;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Evaluation;

namespace LlmNotebooks.Cli.Commands.Stats.Columns;

/// <summary>--csv and --value: the column of one sample.</summary>
internal sealed class SampleColumn
{
    private readonly Option<string?> _file;
    private readonly Option<string?> _value;

    public SampleColumn(string what, bool required = true) => (_file, _value) = (Column.File(required), Column.Named("--value", what, required));

    public IEnumerable<Option> Options => [_file, _value];

    /// <summary>Whether a file is named.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_file) is not null;

    /// <summary>The values that are there.</summary>
    public Sample Read(ParseResult parsed)
    {
        if (parsed.GetValue(_file) is not { } file || parsed.GetValue(_value) is not { } column) { throw new UsageException("Name both the file and its column: --csv FILE --value COL."); }
        CsvTable table = CsvTable.Load(file);
        IReadOnlyList<double?> cells = Columns.Column.Numbers(table, column);
        int[] rows = [.. Enumerable.Range(0, cells.Count).Where(row => cells[row] is not null)];
        return new Sample(table, column, [.. rows.Select(row => cells[row]!.Value)], rows);
    }

    /// <summary>One column's values.</summary>
    /// <param name="Table">Where they are from.</param>
    /// <param name="Column">Their column.</param>
    /// <param name="Values">Those that are not missing.</param>
    /// <param name="Rows">The row of each.</param>
    internal sealed record Sample(CsvTable Table, string Column, double[] Values, int[] Rows)
    {
        /// <summary>Rows without a value.</summary>
        public int Missing => Table.RowCount - Values.Length;
    }
}
