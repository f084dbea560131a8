using System.Globalization;

namespace LlmNotebooks.Evaluation;

/// <summary>Keeps texts from being run as formulas by the spreadsheet that opens them, and counts them.</summary>
internal sealed class FormulaGuard(bool keep)
{
    /// <summary>How many texts got an apostrophe.</summary>
    public int Guarded { get; private set; }

    public string? Safe(string? text)
    {
        if (keep || text is not { Length: > 0 } || text[0] is not ('=' or '+' or '-' or '@' or '\t' or '\r' or '\n') || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) { return text; }
        Guarded++;
        return "'" + text;
    }
}
