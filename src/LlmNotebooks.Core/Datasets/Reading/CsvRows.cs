using System.Buffers;
using System.Text;
using System.Text.Json;
using LlmNotebooks.Csv;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>The rows of a CSV file. A blank cell is a field that the row does not have; rows of blank cells and columns without a name are left out.</summary>
internal sealed class CsvRows
{
    private const char Comma = ',';

    private readonly CsvReader _csv;
    private readonly ProblemLog _problems;
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    private CsvRows(CsvReader csv, ProblemLog problems) => (_csv, _problems) = (csv, problems);

    /// <param name="path">The file.</param>
    /// <param name="separator">Null to find it out.</param>
    /// <param name="fields">What looks for the columns; it is told of them before the first row.</param>
    /// <param name="problems">Where problems go.</param>
    public static IEnumerable<Row> Read(string path, char? separator, SampleReader fields, ProblemLog problems)
    {
        using StreamReader text = new(path, TextEncoding.Strict);
        CsvReader csv = new(text, separator ?? Separator(path, fields.Names));
        foreach (Row row in new CsvRows(csv, problems).Read(fields)) { yield return row; }
    }

    /// <summary>The separator with which the header has most of the names; then the one with most columns; then the comma.</summary>
    private static char Separator(string path, IReadOnlySet<string> names)
    {
        (int Known, int Columns, char Separator) best = (0, 0, Comma);
        foreach (char separator in (char[])[Comma, ';', '\t'])
        {
            using StreamReader text = new(path);
            if (Header(new CsvReader(text, separator)) is not { } header) { continue; }
            int known = header.Count(column => names.Contains(column.Trim()));
            if ((known, header.Count).CompareTo((best.Known, best.Columns)) > 0) { best = (known, header.Count, separator); }
        }

        return best.Separator;
    }

    private static List<string>? Header(CsvReader csv)
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

    private IEnumerable<Row> Read(SampleReader fields)
    {
        if (Next() is not { } columns) { yield break; }
        string[] names = [.. columns.Select(column => column.Trim())];
        if (RefuseRepeated(names)) { yield break; }
        fields.Columns([.. names.Where(name => name.Length > 0)], _csv.Line);
        using Utf8JsonWriter writer = new(_buffer);
        while (Next() is { } cells)
        {
            if (cells.TrueForAll(string.IsNullOrWhiteSpace)) { continue; }
            if (cells.Count != names.Length)
            {
                _problems.Error(Ragged(names, cells), _csv.Line, cells.Count < names.Length ? names[cells.Count] : null);
                continue;
            }

            using JsonDocument document = Parse(names, cells, writer);
            yield return new Row(_csv.Line, document.RootElement);
        }
    }

    private JsonDocument Parse(string[] names, List<string> cells, Utf8JsonWriter writer)
    {
        _buffer.ResetWrittenCount();
        writer.Reset();
        writer.WriteStartObject();
        for (int i = 0; i < names.Length; i++)
        {
            if (names[i].Length > 0 && !string.IsNullOrWhiteSpace(cells[i])) { writer.WriteString(names[i], cells[i]); }
        }

        writer.WriteEndObject();
        writer.Flush();
        return JsonDocument.Parse(_buffer.WrittenMemory);
    }

    private List<string>? Next()
    {
        try
        {
            return _csv.Read();
        }
        catch (FormatException e)
        {
            _problems.Error(e.Message, _csv.Line, inner: e);
        }
        catch (DecoderFallbackException e)
        {
            _problems.Error(TextEncoding.Problem, _csv.Line, inner: e);
        }

        // After either, where the next row begins is anyone's guess.
        return null;
    }

    private bool RefuseRepeated(string[] names)
    {
        string? repeated = names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Key.Length > 0 && group.Count() > 1)?.Key;
        if (repeated is null) { return false; }
        _problems.Error("Two columns have this name; rename one.", _csv.Line, repeated);
        return true;
    }

    private static string Ragged(string[] names, List<string> cells) => cells.Count < names.Length
        ? $"The row ends before this column: it has {cells.Count} fields, the header {names.Length}. Empty fields need their separators, too."
        : $"The row has {cells.Count} fields, the header {names.Length}; what is too much begins with '{Short(cells[names.Length])}'. A text with a separator in it goes into quotes.";

    private static string Short(string text) => text.Length <= 40 ? text : text[..39] + "…";
}
