using System.Text;

namespace LlmNotebooks.Kernel.Display;

/// <summary>A table as plain text in columns of equal width; a column of numbers is aligned to the right.</summary>
internal sealed class PlainTable(IReadOnlyList<string> columns)
{
    private const int MaxWidth = 40;

    private readonly List<IReadOnlyList<object?>> _rows = [];

    public void Add(IReadOnlyList<object?> row) => _rows.Add(row);

    public string ToText(string caption)
    {
        string[][] lines = [[.. columns.Select(Short)], .. _rows.Select(row => row.Select(cell => cell is null ? "null" : Short(HtmlTable.Rounded(cell))).ToArray())];
        int[] widths = [.. columns.Select((_, i) => lines.Max(line => line[i].Length))];
        bool[] numeric = [.. columns.Select((_, i) => HtmlTable.IsNumeric(_rows.Select(row => row[i])))];
        StringBuilder text = new();
        foreach (string[] line in lines)
        {
            IEnumerable<string> cells = line.Select((cell, i) => numeric[i] ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
            text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
        }
        return text.Append(caption).ToString();
    }

    private static string Short(string text)
    {
        text = text.ReplaceLineEndings(" ");
        return text.Length <= MaxWidth ? text : string.Concat(text.AsSpan(0, MaxWidth - 1), "…");
    }
}
