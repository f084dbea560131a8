using LlmNotebooks.Tables;
using Microsoft.Data.Analysis;

namespace LlmNotebooks.Charts;

/// <summary>Pairs of models laid out as a square: each pair stands twice, once from either side.</summary>
internal sealed class PairGrid
{
    private readonly Dictionary<(int Row, int Column), PairCell> _cells;

    private PairGrid(IReadOnlyList<string> names, Dictionary<(int Row, int Column), PairCell> cells)
    {
        Names = names;
        _cells = cells;
    }

    /// <summary>The models, first on top.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Every cell beside the diagonal; a pair that is not in the frame has no difference.</summary>
    public IEnumerable<(int Row, int Column, PairCell Cell)> Cells =>
        from row in Enumerable.Range(0, Names.Count)
        from column in Enumerable.Range(0, Names.Count)
        where row != column
        select (row, column, _cells.GetValueOrDefault((row, column)) ?? new PairCell(null, false));

    public static PairGrid Read(Frame frame, string a, string b, string value, string told)
    {
        string[] firsts = [.. frame.Texts(a).Select(ChartData.Label)], seconds = [.. frame.Texts(b).Select(ChartData.Label)];
        IReadOnlyList<double?> differences = ChartData.Numbers(frame, value);
        DataFrameColumn apart = frame.Column(told);
        if (apart.DataType != typeof(bool)) { throw new ArgumentException($"Column '{told}' holds {Tables.Cell.TypeName(apart)}, not truth values.", nameof(told)); }
        string[] names = [.. firsts.Concat(seconds).Distinct(StringComparer.Ordinal)];
        Dictionary<string, int> numbers = names.Index().ToDictionary(name => name.Item, name => name.Index, StringComparer.Ordinal);
        Dictionary<(int, int), PairCell> cells = [];
        for (int i = 0; i < differences.Count; i++)
        {
            (int row, int column) = (numbers[firsts[i]], numbers[seconds[i]]);
            if (row == column) { throw new ArgumentException($"Row {i} compares '{firsts[i]}' with itself.", nameof(frame)); }
            bool isApart = apart[i] is true;
            if (!cells.TryAdd((row, column), new PairCell(differences[i], isApart)) || !cells.TryAdd((column, row), new PairCell(-differences[i], isApart)))
            {
                throw new ArgumentException($"'{firsts[i]}' and '{seconds[i]}' are compared twice; the grid needs one row for each pair.", nameof(frame));
            }
        }

        return new PairGrid(names, cells);
    }
}
