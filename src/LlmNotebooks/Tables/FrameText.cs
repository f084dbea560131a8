using System.Globalization;
using System.Text;
using Microsoft.Data.Analysis;

namespace LlmNotebooks.Tables;

/// <summary>A frame as an aligned plain-text table.</summary>
internal static class FrameText
{
    public const int ShownRows = 25;
    private const int WidestCell = 48;
    private const string Missing = "—";
    private const string Gap = "  ";

    public static string Write(Frame frame)
    {
        int rows = Math.Min(frame.RowCount, ShownRows);
        (string[] Lines, bool Right)[] columns = [.. frame.DataFrame.Columns.Select(c => Lines(c, rows))];
        StringBuilder text = new();
        for (int line = 0; line <= rows; line++)
        {
            text.AppendLine(string.Join(Gap, columns.Select(c => Pad(c.Lines, line, c.Right))).TrimEnd());
            if (line == 0) { text.AppendLine(string.Join(Gap, columns.Select(c => new string('-', c.Lines.Max(Width))))); }
        }

        return text.Append(FrameCount.Of(frame, rows)).ToString();
    }

    private static (string[] Lines, bool Right) Lines(DataFrameColumn column, int rows)
    {
        ColumnFormat format = new(column, rows);
        IEnumerable<string> cells = Enumerable.Range(0, rows).Select(i => Cell.Value(column, i) is { } value ? OneLine(format.Show(value)) : Missing);
        return ([OneLine(column.Name), .. cells], format.IsNumeric);
    }

    private static string OneLine(string text)
    {
        string flat = text.ReplaceLineEndings(" ⏎ ");
        StringInfo elements = new(flat);
        return elements.LengthInTextElements <= WidestCell ? flat : elements.SubstringByTextElements(0, WidestCell - 1) + "…";
    }

    private static string Pad(string[] lines, int line, bool right)
    {
        string space = new(' ', lines.Max(Width) - Width(lines[line]));
        return right ? space + lines[line] : lines[line] + space;
    }

    private static int Width(string text) => new StringInfo(text).LengthInTextElements;
}
