using System.Globalization;

namespace LlmNotebooks.Evaluation.ScoreTables;

/// <summary>A cell that is a number, or missing.</summary>
internal static class CsvNumber
{
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

    /// <summary>The way out where a cell is neither, for messages.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="separator">What separates the file's fields.</param>
    /// <param name="missing">What is left empty.</param>
    public static string WayOut(string text, char separator, string missing)
    {
        if (!HasDecimalComma(text)) { return $"write a decimal point, and leave {missing} empty"; }
        return separator == ';'
            ? $"semicolons separate the fields of this file, and its numbers have a decimal comma: put points for the commas in this column, or save the file with a decimal point, and leave {missing} empty"
            : $"it has a decimal comma: write a decimal point, and leave {missing} empty";
    }

    private static bool HasDecimalComma(string text) =>
        text.Count(',') == 1 && double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
