using System.Text;
using System.Text.RegularExpressions;

namespace LlmNotebooks.Kernel.Documents;

/// <summary>Keeps the first of those elements that a document needs only once, such as a charting library.</summary>
/// <remarks>Such an element carries <c>data-once="KEY"</c>; a document keeps the first of each key.</remarks>
internal sealed partial class OnceElements
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Removes from the next output of the document what the outputs before it have brought already.</summary>
    public string Strip(string html) => Strip(html, _seen.Add);

    /// <summary>Removes the elements that a document has already.</summary>
    /// <param name="html">An output of the document.</param>
    /// <param name="isFirst">Told the key of each element; whether to keep it.</param>
    public static string Strip(string html, Func<string, bool> isFirst)
    {
        if (!html.Contains("data-once", StringComparison.OrdinalIgnoreCase)) { return html; }
        StringBuilder kept = new(html.Length);
        int position = 0;
        for (Match start = Start().Match(html); start.Success; start = Start().Match(html, position))
        {
            string close = $"</{start.Groups["tag"].Value}>";
            int end = html.IndexOf(close, start.Index + start.Length, StringComparison.OrdinalIgnoreCase);
            end = end < 0 ? html.Length : end + close.Length;
            bool isKept = isFirst(start.Groups["key"].Value);
            kept.Append(html, position, (isKept ? end : start.Index) - position);
            position = end;
        }
        return kept.Append(html, position, html.Length - position).ToString();
    }

    [GeneratedRegex("""<(?<tag>[a-z][a-z0-9]*)\s([^<>]*\s)?data-once\s*=\s*["'](?<key>[^"']*)["'][^>]*>""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Start();
}
