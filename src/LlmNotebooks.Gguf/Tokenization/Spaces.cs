namespace LlmNotebooks.Gguf.Tokenization;

/// <summary>SentencePiece writes a space as U+2581.</summary>
internal static class Spaces
{
    private static ReadOnlySpan<byte> Mark => "\u2581"u8;

    public static byte[] Escape(ReadOnlySpan<byte> text, bool leadingSpace)
    {
        int marks = text.Count((byte)' ') + (leadingSpace ? 1 : 0);
        byte[] escaped = new byte[text.Length - text.Count((byte)' ') + (marks * Mark.Length)];
        Span<byte> rest = escaped;
        if (leadingSpace)
        {
            Mark.CopyTo(rest);
            rest = rest[Mark.Length..];
        }

        foreach (byte b in text)
        {
            if (b == (byte)' ')
            {
                Mark.CopyTo(rest);
                rest = rest[Mark.Length..];
            }
            else
            {
                rest[0] = b;
                rest = rest[1..];
            }
        }

        return escaped;
    }

    public static byte[] Unescape(ReadOnlySpan<byte> text)
    {
        List<byte> plain = new(text.Length);
        while (!text.IsEmpty)
        {
            bool mark = text.StartsWith(Mark);
            plain.Add(mark ? (byte)' ' : text[0]);
            text = text[(mark ? Mark.Length : 1)..];
        }

        return [.. plain];
    }
}
