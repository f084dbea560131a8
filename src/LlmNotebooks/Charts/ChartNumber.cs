using System.Globalization;

namespace LlmNotebooks.Charts;

/// <summary>Numbers in labels and hover texts: four significant digits.</summary>
internal static class ChartNumber
{
    public static string Show(double? value) => value switch
    {
        null => "missing",
        { } v when Math.Abs(v) is >= 1e4 and < 1e15 => Math.Round(v).ToString("0", CultureInfo.InvariantCulture),
        { } v => v.ToString("G4", CultureInfo.InvariantCulture),
    };
}
