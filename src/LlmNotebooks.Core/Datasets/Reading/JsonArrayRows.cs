using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>The rows of a file that holds one JSON array of objects. The file is read as a whole.</summary>
internal sealed class JsonArrayRows
{
    private const byte LineFeed = (byte)'\n';

    private readonly byte[] _json;
    private readonly int _start;
    private readonly ProblemLog _problems;
    private JsonReaderState _state;
    private int _consumed;
    private int _counted;
    private int _line = 1;

    private JsonArrayRows(byte[] json, ProblemLog problems)
    {
        _json = json;
        _problems = problems;
        _start = _consumed = _counted = json.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
    }

    /// <summary>A file that begins with an object holds JSON lines.</summary>
    public static IEnumerable<Row> Read(string path, ProblemLog problems)
    {
        byte[] json = File.ReadAllBytes(path);
        JsonArrayRows rows = new(json, problems);
        ReadOnlySpan<byte> content = json.AsSpan(rows._start).TrimStart(" \t\r\n"u8);
        return content.StartsWith("{"u8) ? JsonLinesRows.Read(path, problems) : rows.Read();
    }

    private IEnumerable<Row> Read()
    {
        if (InvalidLine() is { } invalid)
        {
            _problems.Error(TextEncoding.Problem, invalid);
            yield break;
        }

        if (_json.AsSpan(_start).Trim(" \t\r\n"u8).IsEmpty) { yield break; }
        bool inArray = false;
        while (Next(ref inArray, out JsonDocument? element))
        {
            if (element is null) { continue; }
            using (element)
            {
                if (element.RootElement.ValueKind == JsonValueKind.Object) { yield return new Row(_line, element.RootElement); }
                else { _problems.Error($"The array holds one object for each sample, not {JsonText.Kind(element.RootElement)}.", _line); }
            }
        }
    }

    private bool Next(ref bool inArray, out JsonDocument? element)
    {
        element = null;
        try
        {
            Utf8JsonReader reader = new(_json.AsSpan(_consumed), isFinalBlock: true, _state);
            if (!reader.Read() || (inArray && reader.TokenType == JsonTokenType.EndArray && reader.CurrentDepth == 0))
            {
                // Anything after the array's end is an error of the reader.
                _ = reader.Read();
                return false;
            }

            CountLines(_consumed + (int)reader.TokenStartIndex);
            if (!inArray)
            {
                if (reader.TokenType != JsonTokenType.StartArray)
                {
                    _problems.Error("The file holds neither an array of objects nor one object a line.", _line);
                    return false;
                }

                inArray = true;
            }
            else
            {
                element = JsonDocument.ParseValue(ref reader);
            }

            _consumed += (int)reader.BytesConsumed;
            _state = reader.CurrentState;
            return true;
        }
        catch (JsonException e)
        {
            // The reader's state counts lines through the whole file, from 0.
            _problems.Error($"Not a JSON value: {JsonText.Problem(e)} At byte {e.BytePositionInLine + 1} of the line.", (int)(e.LineNumber ?? 0) + 1, inner: e);
            return false;
        }
    }

    private void CountLines(int end)
    {
        _line += _json.AsSpan(_counted, end - _counted).Count(LineFeed);
        _counted = end;
    }

    private int? InvalidLine()
    {
        if (Utf8.IsValid(_json)) { return null; }
        int line = 1;
        ReadOnlySpan<byte> rest = _json;
        while (rest.IndexOf(LineFeed) is var end && end >= 0 && Utf8.IsValid(rest[..end]))
        {
            rest = rest[(end + 1)..];
            line++;
        }

        return line;
    }
}
