using System.IO.Compression;
using System.Text;

namespace LlmNotebooks.Csv;

/// <summary>What a file is by its first bytes, whatever its name says.</summary>
internal static class FileSignature
{
    private const int Longest = 512;

    private static readonly (byte[] Begin, string Problem)[] Others =
    [
        ([0xD0, 0xCF, 0x11, 0xE0], "The file is an old Excel workbook (.xls); save the sheet as CSV in UTF-8."),
        ([0x28, 0xB5, 0x2F, 0xFD], "The file is compressed by Zstandard; unpack it first (zstd -d), or compress it by gzip, which is read as it is."),
        ("BZh"u8.ToArray(), "The file is compressed by bzip2; unpack it first (bunzip2), or compress it by gzip, which is read as it is."),
        ([0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0], "The file is compressed by xz; unpack it first (unxz), or compress it by gzip, which is read as it is."),
        ([(byte)'7', (byte)'z', 0xBC, 0xAF], "The file is a 7z archive; unpack it first."),
        ("SQLite format 3\0"u8.ToArray(), "The file is an SQLite database. If it is a run store, llmnb runs export writes its answers."),
        ("ARROW1"u8.ToArray(), "The file is an Arrow file; write it as Parquet or JSON lines, which are read."),
        ("%PDF"u8.ToArray(), "The file is a PDF document."),
        ("version https://git-lfs.github.com/spec/"u8.ToArray(), "The file is a pointer of Git LFS and not the data; fetch the data first (git lfs pull), or download it."),
    ];

    /// <summary>Whether the file is compressed by gzip.</summary>
    public static bool IsGzip(ReadOnlySpan<byte> begin) => begin.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);

    /// <summary>Whether the file holds Parquet's rows.</summary>
    public static bool IsParquet(ReadOnlySpan<byte> begin) => begin.StartsWith("PAR1"u8);

    /// <summary>The first bytes of a file; of what comes through a pipe, none, since it can be read once only.</summary>
    public static ReadOnlySpan<byte> Begin(string path)
    {
        using FileStream file = new(path, new FileStreamOptions { Share = FileShare.ReadWrite, BufferSize = 0 });
        if (!file.CanSeek) { return []; }
        byte[] begin = new byte[Longest];
        return begin.AsSpan(0, file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false));
    }

    /// <summary>Why a file cannot be read as text or rows, and the way out; null where it may be.</summary>
    public static string? Problem(string path, ReadOnlySpan<byte> begin)
    {
        foreach ((byte[] known, string problem) in Others)
        {
            if (begin.StartsWith(known)) { return problem; }
        }

        if (begin.StartsWith("PK\u0003\u0004"u8)) { return OfZip(path); }
        string text = Encoding.Latin1.GetString(begin).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n');
        return text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            ? "The file is a web page, as a download gives that needs a login or a link to the raw file; download the data itself."
            : null;
    }

    private static string OfZip(string path)
    {
        const string Archive = "The file is a zip archive; unpack it and name the file in it.";
        try
        {
            using ZipArchive zip = ZipFile.OpenRead(path);
            string[] names = [.. zip.Entries.Select(entry => entry.FullName)];
            return names.Contains("xl/workbook.xml", StringComparer.Ordinal) ? "The file is an Excel workbook (.xlsx); save the sheet as CSV in UTF-8."
                : names.Contains("header.json", StringComparer.Ordinal) || names.Contains("_journal/start.json", StringComparer.Ordinal) ? "The file is a log of Inspect, answers with scores and no data set; llmnb runs import makes a run of it."
                : names.Length > 0 ? $"{Archive[..^1]}: it holds {string.Join(", ", names.Take(5))}{(names.Length > 5 ? " …" : string.Empty)}." : Archive;
        }
        catch (InvalidDataException)
        {
            // What a broken archive holds is not known.
            return Archive;
        }
    }
}
