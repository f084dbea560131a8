using System.Globalization;
using Microsoft.Data.Analysis;

namespace LlmNotebooks.Tables;

/// <summary>A column of a text table: its heading and the lines of each cell.</summary>
internal sealed class TextColumn
{
    private const string Missing = "—";
    private const int NarrowestText = 16;

    private readonly bool _isNumber;

    private TextColumn(string heading, bool isKey, bool isNumber, IReadOnlyList<IReadOnlyList<string>> cells)
    {
        (Heading, IsKey, _isNumber, Cells) = (heading, isKey, isNumber, cells);
        Width = cells.SelectMany(lines => lines).Append(heading).Max(Length);
    }

    public string Heading { get; }

    /// <summary>Whether the column names the rows.</summary>
    public bool IsKey { get; }

    public IReadOnlyList<IReadOnlyList<string>> Cells { get; }

    public int Width { get; }

    /// <summary>The columns of a frame, the two bounds of an interval as one.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="rows">How many rows from the top are shown.</param>
    /// <param name="widest">Most letters of a cell; a longer one is cut.</param>
    public static TextColumn[] Of(Frame frame, int rows, int widest)
    {
        (FrameColumn Lower, FrameColumn Upper)[] intervals =
        [
            .. from lower in frame.Facts
               where lower is { Role: ColumnRole.Lower, Of: not null }
               let upper = Upper(frame, lower)
               where upper is not null && Cell.IsNumeric(frame.Column(lower.Name)) && Cell.IsNumeric(frame.Column(upper.Name))
               select (lower, upper),
        ];
        return [.. frame.Facts.Where(f => !Array.Exists(intervals, i => i.Upper == f)).Select(Column)];

        TextColumn Column(FrameColumn column)
        {
            (FrameColumn? lower, FrameColumn? upper) = Array.Find(intervals, i => i.Lower == column);
            (FrameColumn? ownLower, FrameColumn? ownUpper) = Array.Find(intervals, i => i.Lower.Of == column.Name);
            return lower is null
                ? Single(frame, column, ColumnFormat.Of(frame, rows, [column, ownLower, ownUpper]), rows, widest)
                : Interval(frame, lower, upper!, ColumnFormat.Of(frame, rows, [frame.Columns.Contains(lower.Of!, StringComparer.Ordinal) ? frame.FactsOf(lower.Of!) : null, lower, upper]), Heads(lower, upper!), rows);
        }

        // Alone in a table, an interval is that of the one figure there is.
        string Heads(FrameColumn lower, FrameColumn upper)
        {
            string interval = lower.Level is { } level ? string.Create(CultureInfo.InvariantCulture, $"{100 * level:0.###}% interval") : "interval";
            int alike = intervals.Count(i => i.Lower.Of == lower.Of);
            return intervals.Length == 1 && frame.Columns.Contains(lower.Of!, StringComparer.Ordinal) ? interval
                : alike == 1 ? $"{lower.Of} {interval}" : $"{lower.Name} to {upper.Name}";
        }
    }

    /// <summary>The column with its text broken into lines; numbers and keys stay whole.</summary>
    public TextColumn Wrapped(int width) => _isNumber || IsKey || Width <= width
        ? this
        : new(Heading, IsKey, _isNumber, [.. Cells.Select(lines => lines.SelectMany(line => Wrap(line, Math.Max(NarrowestText, width))).ToArray())]);

    public string Padded(string text)
    {
        string space = new(' ', Width - Length(text));
        return _isNumber ? space + text : text + space;
    }

    // Of several intervals of one column each is the bounds that stand next to one another.
    private static FrameColumn? Upper(Frame frame, FrameColumn lower) =>
        frame.Facts.SkipWhile(f => f != lower).FirstOrDefault(f => f.Role == ColumnRole.Upper && f.Of == lower.Of) ?? frame.Facts.FirstOrDefault(f => f.Role == ColumnRole.Upper && f.Of == lower.Of);

    private static TextColumn Single(Frame frame, FrameColumn column, ColumnFormat format, int rows, int widest)
    {
        DataFrameColumn cells = frame.Column(column.Name);
        return new(OneLine(column.Heading, widest), column.Role == ColumnRole.Key, Cell.IsNumeric(cells),
            [.. Enumerable.Range(0, rows).Select(i => (string[])[Cell.Value(cells, i) is { } value ? OneLine(format.Show(value), widest) : Missing])]);
    }

    private static TextColumn Interval(Frame frame, FrameColumn lower, FrameColumn upper, ColumnFormat format, string heading, int rows)
    {
        (DataFrameColumn lows, DataFrameColumn highs) = (frame.Column(lower.Name), frame.Column(upper.Name));
        return new(heading, isKey: false, isNumber: true, [.. Enumerable.Range(0, rows).Select(i => (string[])[(Cell.Value(lows, i), Cell.Value(highs, i)) switch
        {
            (null, null) => Missing,
            ({ } low, null) => $"{format.Show(low)} or more",
            (null, { } high) => $"{format.Show(high)} or less",
            var (low, high) => $"{format.Show(low)} to {format.Show(high)}",
        }])]);
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        StringInfo elements = new(text);
        while (elements.LengthInTextElements > width)
        {
            int end = Enumerable.Range(1, width).LastOrDefault(i => elements.SubstringByTextElements(i, 1) == " ", width);
            yield return elements.SubstringByTextElements(0, end).TrimEnd();
            elements = new(elements.SubstringByTextElements(end).TrimStart());
        }

        yield return elements.String;
    }

    private static string OneLine(string text, int widest)
    {
        string flat = text.ReplaceLineEndings(" ⏎ ");
        StringInfo elements = new(flat);
        return elements.LengthInTextElements <= widest ? flat : elements.SubstringByTextElements(0, widest - 1) + "…";
    }

    private static int Length(string text) => new StringInfo(text).LengthInTextElements;
}
