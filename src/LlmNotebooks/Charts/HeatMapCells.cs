using System.Globalization;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Charts;

/// <summary>Rows of a frame laid out as a grid; the row drawn lowest comes first.</summary>
internal sealed class HeatMapCells
{
    private readonly int _decimals;

    private HeatMapCells(IReadOnlyList<string> columns, IReadOnlyList<string> rows, double?[][] values)
    {
        Columns = columns;
        Rows = rows;
        Values = values;
        Missing = [.. from row in Enumerable.Range(0, rows.Count) from column in Enumerable.Range(0, columns.Count) where values[row][column] is null select (row, column)];
        double[] known = [.. values.SelectMany(r => r).OfType<double>().Select(Math.Abs)];
        _decimals = known.All(value => value % 1 == 0) ? 0 : known.Max() switch { < 10 => 2, < 100 => 1, _ => 0 };
    }

    public IReadOnlyList<string> Columns { get; }

    public IReadOnlyList<string> Rows { get; }

    public double?[][] Values { get; }

    public IEnumerable<(int Row, int Column, double Value)> Known => Values
        .SelectMany((cells, row) => cells.Select((cell, column) => (row, column, cell)))
        .Where(c => c.cell is not null)
        .Select(c => (c.row, c.column, c.cell!.Value));

    public IReadOnlyList<(int Row, int Column)> Missing { get; }

    public static HeatMapCells Read(Frame frame, string x, string y, string value)
    {
        string[] columnOf = [.. frame.Texts(x).Select(ChartData.Label)], rowOf = [.. frame.Texts(y).Select(ChartData.Label)];
        IReadOnlyList<double?> numbers = ChartData.Numbers(frame, value);
        Dictionary<(string Row, string Column), double?> cells = [];
        for (int i = 0; i < numbers.Count; i++)
        {
            if (!cells.TryAdd((rowOf[i], columnOf[i]), numbers[i]))
            {
                throw new ArgumentException($"Two rows have {y} '{rowOf[i]}' and {x} '{columnOf[i]}'; a heat map needs one row for each cell.", nameof(frame));
            }
        }

        string[] columns = [.. columnOf.Distinct(StringComparer.Ordinal)];
        string[] rows = [.. rowOf.Distinct(StringComparer.Ordinal).Reverse().OrderBy(r => columns.Select(c => cells.GetValueOrDefault((r, c))).Average() ?? double.NegativeInfinity)];
        return new(columns, rows, [.. rows.Select(r => columns.Select(c => cells.GetValueOrDefault((r, c))).ToArray())]);
    }

    /// <summary>The number in a cell; one too small for two decimals keeps a digit of its own.</summary>
    public string Show(double value) => value != 0 && Math.Abs(value) < 0.5 * Math.Pow(10, -_decimals)
        ? value.ToString("G1", CultureInfo.InvariantCulture)
        : value.ToString("F" + _decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public string[][] Hovers(string valueTitle) =>
        [.. Values.Select((row, r) => row.Select((v, c) => $"<b>{PlotlyText.Escape(Rows[r])}</b> · {PlotlyText.Escape(Columns[c])}<br>{PlotlyText.Escape(valueTitle)}: {ChartNumber.Show(v)}").ToArray())];
}
