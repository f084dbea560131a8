using System.Globalization;
using System.Net;
using System.Text;

namespace LlmNotebooks.Kernel.Display;

/// <summary>A table as HTML, its text encoded; a column of numbers is aligned to the right.</summary>
internal sealed class HtmlTable(IReadOnlyList<string> columns)
{
    private const int MaxLength = 500;

    private readonly List<IReadOnlyList<object?>> _rows = [];

    public void Add(IReadOnlyList<object?> row) => _rows.Add(row);

    public string ToHtml(string caption)
    {
        bool[] numeric = [.. columns.Select((_, i) => IsNumeric(_rows.Select(row => row[i])))];
        StringBuilder html = new("<table class=\"values\">");
        html.Append("<caption>").Append(WebUtility.HtmlEncode(caption)).Append("</caption><thead><tr>");
        for (int i = 0; i < columns.Count; i++) { Cell(html, "th", columns[i], columns[i], numeric[i]); }
        html.Append("</tr></thead><tbody>");
        foreach (IReadOnlyList<object?> row in _rows)
        {
            html.Append("<tr>");
            for (int i = 0; i < columns.Count; i++)
            {
                if (row[i] is { } value && OwnHtml.TryFormat(value) is { } content) { html.Append("<td style=\"text-align:left\">").Append(content).Append("</td>"); }
                else { Cell(html, "td", Short(row[i]), Text(row[i]), numeric[i]); }
            }
            html.Append("</tr>");
        }
        return html.Append("</tbody></table>").ToString();
    }

    /// <summary>The text of a cell, numbers rounded to six digits.</summary>
    public static string Rounded(object? value) => value switch
    {
        double number => number.ToString("G6", CultureInfo.InvariantCulture),
        float number => number.ToString("G6", CultureInfo.InvariantCulture),
        _ => Text(value),
    };

    /// <summary>Whether there are values in a column, and all of them are numbers.</summary>
    public static bool IsNumeric(IEnumerable<object?> column)
    {
        bool any = false;
        foreach (object value in column.OfType<object>())
        {
            if (value is not (sbyte or byte or short or ushort or int or uint or long or ulong or nint or nuint or Int128 or UInt128
                or Half or float or double or decimal or System.Numerics.BigInteger))
            {
                return false;
            }
            any = true;
        }
        return any;
    }

    private static void Cell(StringBuilder html, string tag, string text, string exact, bool numeric)
    {
        string lines = text.Contains('\n', StringComparison.Ordinal) ? ";white-space:pre-wrap" : "";
        html.Append('<').Append(tag).Append(numeric ? " class=\"num\" style=\"text-align:right" : " style=\"text-align:left").Append(lines).Append('"');
        if (text != exact) { html.Append(" title=\"").Append(WebUtility.HtmlEncode(exact)).Append('"'); }
        html.Append('>').Append(WebUtility.HtmlEncode(text)).Append("</").Append(tag).Append('>');
    }

    private static string Text(object? value) => value is null ? "" : PlainText.OfPart(value);

    /// <summary>The text, numbers rounded to six digits and long text cut; the cell's title has more of it.</summary>
    private static string Short(object? value)
    {
        string text = Rounded(value);
        return text.Length <= MaxLength ? text : string.Concat(text.AsSpan(0, MaxLength), "…");
    }
}
