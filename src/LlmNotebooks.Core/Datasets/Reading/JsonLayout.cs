using System.Text;
using System.Text.Json;
using LlmNotebooks.Csv;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>Tells by the beginning of a file how its JSON is laid out.</summary>
internal static class JsonLayout
{
    public static JsonShape Of(string path)
    {
        using (FileStream file = new(path, new FileStreamOptions { Share = FileShare.ReadWrite, BufferSize = 0 }))
        {
            // What comes through a pipe can be read once only.
            if (!file.CanSeek) { return JsonShape.Lines; }
        }

        if (First(path) is '[') { return JsonShape.Array; }
        using Utf8Lines lines = new(path);
        while (lines.TryNext(out ReadOnlyMemory<byte> line))
        {
            ReadOnlySpan<byte> text = line.Span.Trim(" \t"u8);
            if (text.IsEmpty) { continue; }
            return text[0] != '{' ? JsonShape.Lines : OfObject(text) ?? (HasMore(lines) ? JsonShape.Lines : JsonShape.Objects);
        }

        return JsonShape.Lines;
    }

    /// <summary>Whether the first character that is no white space begins an object.</summary>
    public static bool BeginsWithObject(string path) => First(path) is '{';

    // Not by its first line: an array may be one line of any length.
    private static char? First(string path)
    {
        using Stream text = TextEncoding.Open(path);
        Span<byte> buffer = stackalloc byte[512];
        bool isBegin = true;
        while (text.Read(buffer) is var length && length > 0)
        {
            ReadOnlySpan<byte> read = buffer[..length];
            if (isBegin && read.StartsWith(Encoding.UTF8.Preamble)) { read = read[Encoding.UTF8.Preamble.Length..]; }
            isBegin = false;
            read = read.TrimStart(" \t\r\n"u8);
            if (!read.IsEmpty) { return (char)read[0]; }
        }

        return null;
    }

    /// <summary>By the first line that begins an object; null where the line is one object.</summary>
    private static JsonShape? OfObject(ReadOnlySpan<byte> line)
    {
        try
        {
            Utf8JsonReader reader = new(line, isFinalBlock: false, default);
            while (reader.Read())
            {
                if (reader.CurrentDepth == 0 && reader.TokenType == JsonTokenType.EndObject)
                {
                    ReadOnlySpan<byte> rest = line[(int)reader.BytesConsumed..].TrimStart(" \t"u8);
                    return rest.IsEmpty ? null : rest[0] is (byte)'{' or (byte)'[' ? JsonShape.Objects : JsonShape.Lines;
                }
            }

            return JsonShape.Objects;
        }
        catch (JsonException)
        {
            // Wrong already in its first line: the reader of lines says what is wrong with each.
            return JsonShape.Lines;
        }
    }

    private static bool HasMore(Utf8Lines lines)
    {
        while (lines.TryNext(out ReadOnlyMemory<byte> line))
        {
            if (!line.Span.Trim(" \t"u8).IsEmpty) { return true; }
        }

        return false;
    }
}
