using System.Text;
using System.Text.RegularExpressions;

namespace LlmNotebooks.Kernel.Display;

/// <summary>Keeps the first of those elements that a document needs only once, such as a charting library.</summary>
/// <remarks>
/// Such an element carries <c>data-once="KEY"</c>. Of all outputs of a document, the first that has a key keeps it, and
/// within that output each different element of the key is kept once: a payload and its loader may share one.
/// </remarks>
internal sealed partial class OnceElements
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Removes from one output what the outputs before it have brought already.</summary>
    public string Strip(string html)
    {
        if (!html.Contains("data-once=", StringComparison.OrdinalIgnoreCase)) { return html; }
        var kept = new StringBuilder(html.Length);
        var here = new HashSet<string>(StringComparer.Ordinal);
        var elements = new HashSet<string>(StringComparer.Ordinal);
        int position = 0;
        foreach (Match start in Start().Matches(html))
        {
            if (start.Index < position) { continue; }
            string close = $"</{start.Groups["tag"].Value}>";
            int end = html.IndexOf(close, start.Index + start.Length, StringComparison.OrdinalIgnoreCase);
            if (end < 0) { break; }
            end += close.Length;
            string key = start.Groups["key"].Value;
            here.Add(key);
            bool isFirst = !_seen.Contains(key) && elements.Add(html[start.Index..end]);
            kept.Append(html, position, (isFirst ? end : start.Index) - position);
            position = end;
        }
        _seen.UnionWith(here);
        return kept.Append(html, position, html.Length - position).ToString();
    }

    [GeneratedRegex("""<(?<tag>[a-z][a-z0-9]*)\b[^>]*?\sdata-once\s*=\s*["'](?<key>[^"']*)["'][^>]*>""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Start();
}
