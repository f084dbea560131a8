using System.IO.Compression;
using System.Text;
using System.Text.Unicode;

namespace LlmNotebooks.Csv;

/// <summary>Files are UTF-8, and what is not is an error instead of replacement characters.</summary>
internal static class TextEncoding
{
    public const string Problem = "The text is not UTF-8; save the file as UTF-8. It is Latin-1 or Windows-1252, perhaps.";

    /// <summary>Texts of UTF-16 are understood by their byte order mark; without one they are read as UTF-8 full of these.</summary>
    public const string NullProblem = "The text has NUL characters, as UTF-16 without a byte order mark has; save the file as UTF-8.";

    public static UTF8Encoding Strict { get; } = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The bytes of a text as UTF-8, unpacked where gzip packed them: those of UTF-16 and UTF-32 by their byte order mark are turned into it, others are as they are, with the mark if there is one.</summary>
    public static Stream Open(string path)
    {
        FileStream file = new(path, new FileStreamOptions { Share = FileShare.ReadWrite, BufferSize = 0, Options = FileOptions.SequentialScan });
        // What comes through a pipe can be read once only.
        if (!file.CanSeek) { return file; }
        byte[] begin = new byte[4];
        int length = file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
        file.Position = 0;
        if (!FileSignature.IsGzip(begin.AsSpan(0, length))) { return Decoded(file, begin.AsSpan(0, length), skip => file.Position = skip); }
        using (GZipStream first = new(file, CompressionMode.Decompress, leaveOpen: true)) { length = first.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false); }
        file.Position = 0;
        GZipStream unpacked = new(file, CompressionMode.Decompress);
        return Decoded(unpacked, begin.AsSpan(0, length), skip => unpacked.ReadExactly(begin, 0, skip));
    }

    /// <summary>The first line, from 1, that is not UTF-8; null where all are.</summary>
    public static int? FindInvalidLine(string path)
    {
        using Utf8Lines lines = new(path);
        int line = 1;
        while (lines.TryNext(out ReadOnlyMemory<byte> text))
        {
            if (!Utf8.IsValid(text.Span)) { return line; }
            line++;
        }

        return null;
    }

    private static Stream Decoded(Stream text, ReadOnlySpan<byte> begin, Action<int> skip)
    {
        // UTF-32 first: its mark begins with that of UTF-16.
        foreach (Encoding encoding in (Encoding[])[Encoding.UTF32, Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            if (!begin.StartsWith(encoding.Preamble)) { continue; }
            skip(encoding.Preamble.Length);
            return Encoding.CreateTranscodingStream(text, encoding, Encoding.UTF8);
        }

        return text;
    }
}
