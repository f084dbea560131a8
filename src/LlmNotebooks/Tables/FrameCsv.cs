using System.Buffers;
using System.Text;

namespace LlmNotebooks.Tables;

/// <summary>A frame as CSV, RFC 4180.</summary>
internal static class FrameCsv
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n");

    public static string Write(Frame frame)
    {
        StringBuilder csv = new();
        Line(csv, frame.Columns);
        for (int row = 0; row < frame.RowCount; row++)
        {
            Line(csv, frame.DataFrame.Columns.Select(c => Cell.Exact(Cell.Value(c, row))));
        }

        return csv.ToString();
    }

    private static void Line(StringBuilder csv, IEnumerable<string?> fields) =>
        csv.AppendJoin(',', fields.Select(Field)).Append("\r\n");

    private static string Field(string? text) => text switch
    {
        null => "",
        "" => "\"\"",
        _ when text.AsSpan().ContainsAny(NeedsQuotes) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        _ => text,
    };
}
