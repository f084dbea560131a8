using System.Globalization;
using System.Net;
using Microsoft.Data.Analysis;

namespace LlmNotebooks.Tables;

/// <summary>A frame as an HTML table whose few inline styles read well on light and dark pages.</summary>
internal static class FrameHtml
{
    public const int ShownRows = 50;
    private const int LongestText = 400;
    private const int LongestLine = 48;
    private const string Rule = "border-bottom:1px solid rgba(128,128,128,.35);";
    private const string Padding = "padding:.3em .8em;vertical-align:top;";

    public static void Write(Frame frame, TextWriter html)
    {
        int rows = Math.Min(frame.RowCount, ShownRows);
        (DataFrameColumn Cells, string Heading, ColumnFormat Format)[] columns = [.. frame.Facts.Select(f => (frame.Column(f.Name), f.Heading, ColumnFormat.Of(frame, rows, f)))];

        html.Write("<div class=\"llmnotebooks-frame\" style=\"max-width:100%;overflow-x:auto\">");
        html.Write("<table style=\"border-collapse:collapse;font-size:.95em;font-variant-numeric:tabular-nums;color:inherit;background:transparent\"><thead><tr>");
        foreach ((_, string heading, ColumnFormat format) in columns)
        {
            html.Write($"<th scope=\"col\" style=\"{Padding}{Align(format)}border-bottom:2px solid rgba(128,128,128,.6);font-weight:600;white-space:nowrap\">{WebUtility.HtmlEncode(heading)}</th>");
        }

        html.Write("</tr></thead><tbody>");
        for (int row = 0; row < rows; row++)
        {
            html.Write("<tr style=\"background:transparent\">");
            foreach ((DataFrameColumn cells, _, ColumnFormat format) in columns) { WriteCell(html, Cell.Value(cells, row), format); }
            html.Write("</tr>");
        }

        html.Write("</tbody></table>");
        html.Write($"<p style=\"margin:.4em 0;font-size:.85em;opacity:.75\">{WebUtility.HtmlEncode(FrameCount.Of(frame, rows))}</p></div>");
    }

    private static void WriteCell(TextWriter html, object? value, ColumnFormat format)
    {
        string style = $"{Padding}{Rule}{Align(format)}";
        if (value is null)
        {
            html.Write($"<td style=\"{style}opacity:.6\" title=\"missing\">—</td>");
            return;
        }

        string exact = Cell.Exact(value) ?? "";
        string shown = Shorten(format.Show(value));
        string title = string.Equals(exact, shown, StringComparison.Ordinal) ? "" : $" title=\"{WebUtility.HtmlEncode(exact)}\"";
        bool oneLine = format.IsNumeric || (shown.Length <= LongestLine && !shown.Contains('\n', StringComparison.Ordinal));
        string wrap = oneLine ? "white-space:nowrap" : "white-space:pre-wrap;overflow-wrap:anywhere;min-width:16em;max-width:32em";
        html.Write($"<td style=\"{style}{wrap}\"{title}>{WebUtility.HtmlEncode(shown)}</td>");
    }

    private static string Align(ColumnFormat format) => format.IsNumeric ? "text-align:right;" : "text-align:left;";

    private static string Shorten(string text)
    {
        StringInfo elements = new(text);
        return elements.LengthInTextElements <= LongestText ? text : elements.SubstringByTextElements(0, LongestText - 1) + "…";
    }
}
