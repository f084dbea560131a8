using System.Buffers;

namespace LlmNotebooks.Csv;

/// <summary>Records as RFC 4180 writes them, each ended by CRLF.</summary>
internal static class CsvWriter
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n");

    public static string Record(IEnumerable<string?> fields) => string.Join(',', fields.Select(Field)) + "\r\n";

    private static string Field(string? value)
    {
        if (value is null) { return string.Empty; }
        // An empty text is told from a missing one by its quotes.
        return value.Length == 0 || value.AsSpan().ContainsAny(NeedQuotes) || char.IsWhiteSpace(value[0]) || char.IsWhiteSpace(value[^1])
            ? "\"" + value.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""
            : value;
    }
}
