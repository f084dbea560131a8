using System.Globalization;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Charts;

/// <summary>Numbers in labels and hover texts: four significant digits; money to the cent or, below a dollar, three digits.</summary>
internal static class ChartNumber
{
    private static readonly (double From, string Suffix)[] Thousands = [(1e9, "B"), (1e6, "M"), (1e4, "k")];

    public static string Show(double? value) => value switch
    {
        null => "missing",
        { } v when Math.Abs(v) is >= 1e4 and < 1e15 => Math.Round(v).ToString("0", CultureInfo.InvariantCulture),
        { } v => v.ToString("G4", CultureInfo.InvariantCulture),
    };

    /// <summary>A number in a unit: money as such.</summary>
    public static string Show(double? value, Unit? unit) => value is { } v && unit?.IsMoney == true ? Usd(v) : Show(value);

    /// <summary>A number in a unit where room is scarce: $1.23M.</summary>
    public static string ShowShort(double value, Unit? unit)
    {
        if (unit?.IsMoney != true) { return Show(value); }
        double size = Math.Abs(Round(value, 3));
        (double from, string suffix) = Array.Find(Thousands, t => size >= t.From);
        double thousands = suffix is "k" ? 1e3 : from;
        return suffix is null ? Usd(value) : $"{Sign(value)}${(size / thousands).ToString("0.##", CultureInfo.InvariantCulture)}{suffix}";
    }

    private static string Usd(double value)
    {
        double size = Math.Abs(value);
        string digits = size switch
        {
            >= 1e3 => size.ToString("N0", CultureInfo.InvariantCulture),
            >= 1 => size.ToString("0.00", CultureInfo.InvariantCulture),
            _ => Round(size, 3).ToString("0.##################", CultureInfo.InvariantCulture),
        };
        return $"{Sign(value)}${digits}";
    }

    private static string Sign(double value) => value < 0 ? "-" : "";

    private static double Round(double value, int digits)
    {
        if (value == 0) { return 0; }
        double power = Math.Pow(10, digits - 1 - Math.Floor(Math.Log10(Math.Abs(value))));
        return double.IsFinite(power) && power > 0 ? Math.Round(value * power) / power : value;
    }
}
