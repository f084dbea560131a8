using System.Net;
using System.Text.RegularExpressions;

namespace LlmNotebooks.Charts;

/// <summary>Text of users inside plotly.js, which reads a few HTML tags in it, and <c>%{...}</c> in templates.</summary>
internal static partial class PlotlyText
{
    /// <summary>The text as plotly.js shows it letter by letter.</summary>
    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("%{", "%&#123;", StringComparison.Ordinal)
        .ReplaceLineEndings(" ");

    /// <summary>What a reader sees of a text's first line.</summary>
    public static string FirstLine(string text) =>
        WebUtility.HtmlDecode(Tag().Replace(text.Split("<br>")[0], ""));

    [GeneratedRegex("<[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
