using System.Globalization;
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

    /// <summary>The text, escaped, on at most two lines that break between words; what does not fit ends in an ellipsis.</summary>
    public static string Wrap(string text, int letters) => string.Join("<br>", Lines(text, letters).Select(Escape));

    /// <summary>The lines of <see cref="Wrap"/> before they are escaped.</summary>
    public static IReadOnlyList<string> Lines(string text, int letters)
    {
        string flat = text.ReplaceLineEndings(" ");
        if (flat.Length <= letters) { return [flat]; }
        int[] ends = [.. Enumerable.Range(1, letters).Where(i => flat[i - 1] is ' ' or '-' or '/' or '_')];

        // Of the breaks that let the rest fit, the one that makes the lines most alike; else the last.
        int end = ends.Length == 0 ? letters : ends.Where(e => flat.Length - e <= letters).DefaultIfEmpty(ends[^1]).MinBy(e => Math.Abs(flat.Length - 2 * e));
        return [flat[..end].TrimEnd(), Shorten(flat[end..], letters)];
    }

    /// <summary>The beginning of a text that is too long, with an ellipsis.</summary>
    public static string Shorten(string text, int letters)
    {
        StringInfo elements = new(text);
        return elements.LengthInTextElements <= letters ? text : elements.SubstringByTextElements(0, letters - 1) + "…";
    }

    /// <summary>What a reader sees of a text's first line.</summary>
    public static string FirstLine(string text) =>
        WebUtility.HtmlDecode(Tag().Replace(text.Split("<br>")[0], ""));

    [GeneratedRegex("<[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
