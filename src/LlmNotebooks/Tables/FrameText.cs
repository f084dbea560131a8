using System.Text;

namespace LlmNotebooks.Tables;

/// <summary>A frame as an aligned plain-text table; bounds stand together as one interval.</summary>
internal static class FrameText
{
    public const int ShownRows = 25;
    private const int WidestCell = 48;
    private const string Gap = "  ";

    /// <summary>The first rows with long cells cut, and how many there are.</summary>
    public static string Summary(Frame frame)
    {
        int rows = Math.Min(frame.RowCount, ShownRows);
        StringBuilder text = new();
        Append(text, TextColumn.Of(frame, rows, WidestCell), rows);
        return text.Append(FrameCount.Of(frame, rows)).ToString();
    }

    /// <summary>All rows, with nothing cut.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="width">Letters in a line; a wider table goes on below, in blocks that repeat its keys. Null for any number.</param>
    public static string Whole(Frame frame, int? width)
    {
        TextColumn[] columns = TextColumn.Of(frame, frame.RowCount, int.MaxValue);
        StringBuilder text = new();
        foreach (IReadOnlyList<TextColumn> block in width is { } letters ? Blocks(columns, letters) : [columns])
        {
            if (text.Length > 0) { text.AppendLine(); }
            Append(text, block, frame.RowCount);
        }

        return text.ToString();
    }

    private static IEnumerable<IReadOnlyList<TextColumn>> Blocks(TextColumn[] columns, int width)
    {
        TextColumn[] keys = [.. columns.Where(c => c.IsKey)];
        int left = width - Width(keys);
        List<TextColumn> block = [];
        foreach (TextColumn column in columns.Where(c => !c.IsKey).Select(c => c.Wrapped(left - Gap.Length)))
        {
            if (block.Count > 0 && Width([.. keys, .. block, column]) > width)
            {
                yield return [.. keys, .. block];
                block = [];
            }

            block.Add(column);
        }

        yield return [.. keys, .. block];
    }

    private static int Width(TextColumn[] columns) => columns.Sum(c => c.Width) + Gap.Length * Math.Max(0, columns.Length - 1);

    private static void Append(StringBuilder text, IReadOnlyList<TextColumn> columns, int rows)
    {
        Line(text, columns, c => c.Padded(c.Heading));
        Line(text, columns, c => new string('-', c.Width));
        for (int row = 0; row < rows; row++)
        {
            int lines = columns.Max(c => c.Cells[row].Count);
            for (int line = 0; line < lines; line++) { Line(text, columns, c => c.Padded(line < c.Cells[row].Count ? c.Cells[row][line] : "")); }
        }
    }

    private static void Line(StringBuilder text, IReadOnlyList<TextColumn> columns, Func<TextColumn, string> cell) =>
        text.AppendLine(string.Join(Gap, columns.Select(cell)).TrimEnd());
}
