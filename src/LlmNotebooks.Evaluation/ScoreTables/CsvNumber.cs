using System.Globalization;

namespace LlmNotebooks.Evaluation.ScoreTables;

/// <summary>A cell that is a number, or missing.</summary>
internal static class CsvNumber
{
    /// <summary>What a cell has to be, for messages.</summary>
    public const string Rule = "write a decimal point, and leave missing values empty";

    /// <summary>Reads a cell: empty, NA, N/A, NaN, null or none is missing; true is 1 and false 0.</summary>
    /// <returns>Whether it is a finite number or missing.</returns>
    public static bool TryRead(string text, out double? value)
    {
        value = null;
        switch (text.Trim().ToUpperInvariant())
        {
            case "" or "NA" or "N/A" or "NAN" or "NULL" or "NONE": return true;
            case "TRUE":
                value = 1;
                return true;
            case "FALSE":
                value = 0;
                return true;
            default:
                if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || !double.IsFinite(number)) { return false; }
                value = number;
                return true;
        }
    }
}
