namespace LlmNotebooks.Csv;

/// <summary>What separates the fields of a CSV file: what its extension, its first line or its header says.</summary>
internal static class CsvDialect
{
    private const char Comma = ',', Tab = '\t', Bar = '|';

    /// <summary>Whether the file's extension says that tabs separate the fields.</summary>
    public static bool IsTabSeparated(string path) => Path.GetExtension(path).ToUpperInvariant() is ".TSV" or ".TAB";

    /// <summary>The separator that the first line names, as spreadsheets write it: <c>sep=;</c>; null where it is no such line.</summary>
    public static char? Named(TextReader text)
    {
        char[] begin = new char[6];
        int length = text.ReadBlock(begin, 0, begin.Length);
        bool names = length >= 5 && begin.AsSpan().StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && (length == 5 || begin[5] is '\r' or '\n') && begin[4] is not ('"' or '\r' or '\n');
        return names ? begin[4] : null;
    }

    /// <summary>The separator with which the header has most of the names; then one that parts header and first row, into equally many fields before any; then the one with most columns; then the comma.</summary>
    /// <param name="open">Opens the text anew.</param>
    /// <param name="names">Names that a column may have; none where all are welcome.</param>
    /// <param name="mayBeBar">Whether a vertical bar may separate, too: where the header then has two of the names at least.</param>
    public static char Of(Func<TextReader> open, IReadOnlySet<string> names, bool mayBeBar = false)
    {
        (int Known, int Fit, int Columns, char Separator) best = (0, 0, 0, Comma);
        foreach (char separator in (char[])[Comma, ';', Tab, .. mayBeBar ? [Bar] : Array.Empty<char>()])
        {
            using TextReader text = open();
            CsvReader csv = new(text, separator);
            if (Record(csv) is not { } header) { continue; }
            int known = header.Count(column => names.Contains(column.Trim()));
            if (separator == Bar && known < 2) { continue; }
            int fields = Row(csv)?.Count ?? header.Count;
            // A separator that only one of the two has is a character of the other's text.
            bool parts = header.Count > 1 && fields > 1;
            (int, int, int) found = (known, !parts ? 0 : fields == header.Count ? 2 : 1, parts ? header.Count : 1);
            if (found.CompareTo((best.Known, best.Fit, best.Columns)) > 0) { best = (found.Item1, found.Item2, found.Item3, separator); }
        }

        return best.Separator;
    }

    private static List<string>? Row(CsvReader csv)
    {
        List<string>? row;
        do { row = Record(csv); }
        while (row is [""]);
        return row;
    }

    private static List<string>? Record(CsvReader csv)
    {
        try
        {
            return csv.Read();
        }
        catch (FormatException)
        {
            // With this separator the text is no CSV; the reading itself tells the error if it is none with any.
            return null;
        }
    }
}
