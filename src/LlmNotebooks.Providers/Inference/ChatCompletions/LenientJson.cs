using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LlmNotebooks.Inference.ChatCompletions;

/// <summary>JSON as services write it: numbers that are none (NaN), raw control characters in texts, halves of surrogate pairs.</summary>
internal static class LenientJson
{
    private const int Shown = 300;

    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private static readonly byte[][] NoNumbers = ["-Infinity"u8.ToArray(), "Infinity"u8.ToArray(), "NaN"u8.ToArray()];

    /// <exception cref="JsonException">It is no JSON; the message shows how it begins.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> text)
    {
        if (text.Span.StartsWith("\uFEFF"u8)) { text = text[3..]; }
        return Read(text) ?? Read(Repaired(text.Span))
            ?? throw new JsonException(text.Span.Trim(" \t\r\n"u8).IsEmpty ? "The service answered with nothing." : $"The service answered with what is no JSON: {Beginning(text.Span)}");
    }

    /// <summary>The beginning of a text in one line.</summary>
    public static string Beginning(ReadOnlySpan<byte> text) => Beginning(Encoding.UTF8.GetString(text[..Math.Min(text.Length, 4 * Shown)]));

    /// <inheritdoc cref="Beginning(ReadOnlySpan{byte})"/>
    public static string Beginning(string text)
    {
        string line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= Shown ? line : string.Concat(line.AsSpan(0, char.IsHighSurrogate(line[Shown - 1]) ? Shown - 1 : Shown), "…");
    }

    /// <summary>A text, halves of surrogate pairs included.</summary>
    public static string Text(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException) when (element.ValueKind == JsonValueKind.String)
        {
            return Unescaped(element.GetRawText().AsSpan()[1..^1]);
        }
    }

    private static JsonDocument? Read(ReadOnlyMemory<byte> text)
    {
        try
        {
            return JsonDocument.Parse(text, Options);
        }
        catch (JsonException)
        {
            return null; // What a reader stumbles over is nothing to the user, who is shown the text.
        }
    }

    private static string Unescaped(ReadOnlySpan<char> raw)
    {
        StringBuilder text = new(raw.Length);
        for (int i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
                continue;
            }

            char escaped = raw[++i];
            if (escaped == 'u')
            {
                text.Append((char)ushort.Parse(raw.Slice(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 4;
                continue;
            }

            text.Append(escaped switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', _ => escaped });
        }

        return text.ToString();
    }

    private static ReadOnlyMemory<byte> Repaired(ReadOnlySpan<byte> text)
    {
        using MemoryStream repaired = new(text.Length + 16);
        bool within = false;
        for (int i = 0; i < text.Length; i++)
        {
            byte b = text[i];
            if (within)
            {
                if (b == '\\' && i + 1 < text.Length)
                {
                    repaired.WriteByte(b);
                    repaired.WriteByte(text[++i]);
                    continue;
                }

                within = b != '"';
                if (b < ' ') { repaired.Write(Encoding.ASCII.GetBytes($"\\u{b:x4}")); }
                else { repaired.WriteByte(b); }
                continue;
            }

            within = b == '"';
            if (NoNumber(text[i..]) is > 0 and var length)
            {
                repaired.Write("null"u8);
                i += length - 1;
                continue;
            }

            repaired.WriteByte(b);
        }

        return repaired.ToArray();
    }

    private static int NoNumber(ReadOnlySpan<byte> text)
    {
        foreach (byte[] name in NoNumbers)
        {
            if (text.StartsWith(name)) { return name.Length; }
        }

        return 0;
    }
}
