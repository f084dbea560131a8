using System.Buffers;
using System.Text.Json;
using LlmNotebooks.Csv;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>The rows of a CSV file. A blank cell is a field that the row does not have; rows of blank cells and columns without a name are left out.</summary>
internal sealed class CsvRows
{
    private readonly CsvFile _csv;
    private readonly ProblemLog _problems;
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    private CsvRows(CsvFile csv, ProblemLog problems) => (_csv, _problems) = (csv, problems);

    /// <param name="path">The file.</param>
    /// <param name="separator">Null to find it out.</param>
    /// <param name="columns">Names of the columns where the file has no header.</param>
    /// <param name="fields">What looks for the columns; it is told of them before the first row.</param>
    /// <param name="problems">Where problems go.</param>
    public static IEnumerable<Row> Read(string path, char? separator, IReadOnlyList<string>? columns, SampleReader fields, ProblemLog problems)
    {
        using CsvFile csv = new(path, fields.Names, separator, mayBeBar: true);
        foreach (Row row in new CsvRows(csv, problems).Read(columns?.ToArray(), fields)) { yield return row; }
    }

    private IEnumerable<Row> Read(string[]? columns, SampleReader fields)
    {
        if ((columns ?? Next(_csv.ReadHeader)?.ToArray()) is not { } names) { yield break; }
        if (RefuseRepeated(names)) { yield break; }
        Func<List<string>?> read = _csv.Read;
        if (!fields.Columns([.. names.Where(name => name.Length > 0)], names, _csv.Line)) { yield break; }
        using Utf8JsonWriter writer = new(_buffer);
        while (Next(read) is { } cells)
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

    private List<string>? Next(Func<List<string>?> read)
    {
        try
        {
            return read();
        }
        catch (FormatException e)
        {
            // Where the next row begins is anyone's guess.
            _problems.Error(e.Message, _csv.Line, _csv.InvalidColumn, e);
            return null;
        }
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
