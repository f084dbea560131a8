namespace LlmNotebooks.Charts;

/// <summary>Text of users inside plotly.js, which reads a few HTML tags and <c>$...$</c> formulas in it.</summary>
internal static class PlotlyText
{
    /// <summary>The text as plotly.js shows it letter by letter.</summary>
    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .ReplaceLineEndings(" ");
}
