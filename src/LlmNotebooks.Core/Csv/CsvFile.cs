using System.Text;
using System.Text.Unicode;

namespace LlmNotebooks.Csv;

/// <summary>A CSV file as everything here reads one: one decoder, one rule for the separator, and the line of what is wrong.</summary>
internal sealed class CsvFile : IDisposable
{
    private readonly string _path;
    private readonly StreamReader _text;
    private readonly CsvReader _csv;
    private readonly bool _separatorIsNamed;
    private int? _invalid;

    /// <param name="path">The file.</param>
    /// <param name="names">Names that columns may have, by which the separator is found; none where all are welcome.</param>
    /// <param name="separator">Null to find it out.</param>
    /// <param name="mayBeBar">Whether a vertical bar may separate the fields.</param>
    public CsvFile(string path, IReadOnlySet<string> names, char? separator = null, bool mayBeBar = false)
    {
        _path = path;
        char? named;
        using (StreamReader begin = Open()) { named = CsvDialect.Named(begin); }
        _separatorIsNamed = named is not null;
        Separator = separator ?? named ?? CsvDialect.Of(Open, names, mayBeBar);
        _text = Open(TextEncoding.Strict);
        _csv = new CsvReader(_text, Separator);
    }

    /// <summary>What separates the fields.</summary>
    public char Separator { get; }

    /// <summary>The line, from 1, at which the last record begins, or at which it cannot be read.</summary>
    public int Line => _invalid ?? Math.Max(_csv.Line, 1);

    /// <summary>The column of the first cell that is not UTF-8; null where all are, or where it is not known.</summary>
    public string? InvalidColumn { get; private set; }

    /// <summary>A file whose extension may say that tabs separate its fields.</summary>
    public static CsvFile ByExtension(string path, IReadOnlySet<string> names) => new(path, names, CsvDialect.IsTabSeparated(path) ? '\t' : null);

    /// <summary>The names of the columns, without white space around them; null where the file is empty.</summary>
    /// <exception cref="FormatException">The text is no CSV, or not UTF-8.</exception>
    public List<string>? ReadHeader()
    {
        if (_separatorIsNamed) { _ = Read(); }
        List<string>? header = Read();
        return header?.Exists(name => name.Contains('\0', StringComparison.Ordinal)) == true
            ? throw new FormatException(TextEncoding.NullProblem)
            : header?.ConvertAll(name => name.Trim());
    }

    /// <summary>The next record; null at the end. A blank line is a record with one empty field.</summary>
    /// <exception cref="FormatException">The text is no CSV, or not UTF-8.</exception>
    public List<string>? Read()
    {
        try
        {
            return _csv.Read();
        }
        catch (DecoderFallbackException e)
        {
            // The decoder is ahead of the records.
            (_invalid, InvalidColumn) = FindInvalid();
            throw new FormatException(TextEncoding.Problem, e);
        }
    }

    public void Dispose() => _text.Dispose();

    // Read again a byte a character: the record and the field whose bytes are not UTF-8.
    private (int? Line, string? Column) FindInvalid()
    {
        using StreamReader text = Open(Encoding.Latin1);
        CsvReader csv = new(text, Separator);
        List<string>? header = null;
        try
        {
            if (_separatorIsNamed) { _ = csv.Read(); }
            while (csv.Read() is { } record)
            {
                header ??= record;
                int field = record.FindIndex(cell => !Utf8.IsValid(Encoding.Latin1.GetBytes(cell)));
                if (field >= 0) { return (csv.Line, field < header.Count && csv.Line > 1 ? header[field].Trim() : null); }
            }
        }
        catch (FormatException)
        {
            // It is no CSV besides; the line is told all the same.
            return (TextEncoding.FindInvalidLine(_path), null);
        }

        return (TextEncoding.FindInvalidLine(_path), null);
    }

    // Only its beginning is read, and what is not UTF-8 is found when the records are.
    private StreamReader Open() => Open(Encoding.UTF8);

    private StreamReader Open(Encoding encoding) => new(TextEncoding.Open(_path), encoding);
}
