using System.Globalization;
using Microsoft.Data.Analysis;

namespace LlmNotebooks.Tables;

/// <summary>How the cells of one column are shown: numbers share their decimals, so that they line up.</summary>
internal sealed class ColumnFormat
{
    private const int SignificantDigits = 4;
    private const int MostDecimals = 10;
    private const double SwitchToExponent = 1e15;
    private const double Small = 0.01;

    private readonly int _decimals;
    private readonly string _format;

    private ColumnFormat(DataFrameColumn[] columns, int rows, Unit? unit)
    {
        IsNumeric = Array.TrueForAll(columns, Cell.IsNumeric);
        if (IsNumeric)
        {
            double[] shown = [.. columns.SelectMany(column => Enumerable.Range(0, rows).Select(i => Cell.Number(column, i))).OfType<double>().Where(double.IsFinite)];
            _decimals = Decimals(shown);
        }

        _format = (unit?.IsGrouped == true ? "N" : "F") + _decimals.ToString(CultureInfo.InvariantCulture);
    }

    public bool IsNumeric { get; }

    /// <summary>The format that columns share, such as a value and its bounds.</summary>
    /// <param name="frame">Their frame.</param>
    /// <param name="rows">How many rows from the top are shown; they alone decide on the decimals.</param>
    /// <param name="columns">The columns, whose unit is that of the first; null for none.</param>
    public static ColumnFormat Of(Frame frame, int rows, params FrameColumn?[] columns)
    {
        FrameColumn[] there = [.. columns.OfType<FrameColumn>()];
        return new([.. there.Select(c => frame.Column(c.Name))], rows, there[0].Unit);
    }

    /// <summary>Text of a cell that is not missing.</summary>
    public string Show(object value) => value switch
    {
        string text => text,
        bool truth => truth ? "true" : "false",
        DateTime instant => instant.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        _ when IsNumeric => Number(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        _ => Cell.Exact(value) ?? "",
    };

    private static int Decimals(double[] values)
    {
        double largest = values.Select(Math.Abs).DefaultIfEmpty().Max();
        if (largest >= SwitchToExponent || Array.TrueForAll(values, v => v == Math.Floor(v))) { return 0; }
        // Dollars for a token are all small: such a column has its digits where they count.
        int whole = largest is >= Small and <= 1 ? 0 : Magnitude(largest);
        int decimals = Math.Clamp(SignificantDigits - whole, 1, MostDecimals);
        while (decimals > 1 && Array.TrueForAll(values, v => Math.Round(v, decimals) == Math.Round(v, decimals - 1))) { decimals--; }
        return decimals;
    }

    private string Number(double value)
    {
        double size = Math.Abs(value);
        if (double.IsInfinity(value)) { return value > 0 ? "∞" : "-∞"; }
        if (size >= SwitchToExponent) { return value.ToString("0.###e+0", CultureInfo.InvariantCulture); }

        // A value too small for the column's decimals keeps digits of its own rather than turn into 0.
        bool lost = size > 0 && size < 5 * Math.Pow(10, -_decimals);
        int own = 2 - Magnitude(size);
        return !lost ? value.ToString(_format, CultureInfo.InvariantCulture)
            : own > MostDecimals ? value.ToString("G2", CultureInfo.InvariantCulture)
            : value.ToString("0." + new string('#', Math.Max(own, _decimals)), CultureInfo.InvariantCulture);
    }

    /// <summary>Digits before the point; negative for the zeros right behind it.</summary>
    private static int Magnitude(double size) => (int)Math.Floor(Math.Log10(size)) + 1;
}
