using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using LlmNotebooks.Csv;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>The rows of a file that holds one JSON array of objects, over a buffer that holds the largest of them.</summary>
internal sealed class JsonArrayRows : IDisposable
{
    private const byte LineFeed = (byte)'\n';

    private readonly Stream _text;
    private readonly ProblemLog _problems;
    private byte[] _buffer = new byte[1 << 16];
    private JsonReaderState _state;
    private int _at;
    private int _end;
    private int _counted;
    private int _line = 1;
    private bool _ended;

    private JsonArrayRows(string path, ProblemLog problems)
    {
        _problems = problems;
        _text = TextEncoding.Open(path);
        Fill();
        if (_buffer.AsSpan(0, _end).StartsWith(Encoding.UTF8.Preamble)) { _at = _counted = Encoding.UTF8.Preamble.Length; }
    }

    public static IEnumerable<Row> Read(string path, RowShapes shapes, ProblemLog problems)
    {
        if (TextEncoding.FindInvalidLine(path) is { } invalid)
        {
            problems.Error(TextEncoding.Problem, invalid);
            yield break;
        }

        using JsonArrayRows rows = new(path, problems);
        foreach (Row row in rows.Read().SelectMany(shapes.Unfold)) { yield return row; }
    }

    public void Dispose() => _text.Dispose();

    /// <summary>The first character that is no white space; none in a blank file.</summary>
    private char? First()
    {
        while (true)
        {
            ReadOnlySpan<byte> rest = _buffer.AsSpan(_at, _end - _at);
            int blank = rest.Length - rest.TrimStart(" \t\r\n"u8).Length;
            if (blank < rest.Length) { return (char)rest[blank]; }
            if (_ended) { return null; }
            Fill();
        }
    }

    private IEnumerable<Row> Read()
    {
        if (First() is null) { yield break; }
        bool inArray = false;
        while (Next(ref inArray, out JsonDocument? element))
        {
            if (element is null) { continue; }
            using (element)
            {
                if (element.RootElement.ValueKind == JsonValueKind.Object)
                {
                    bool isText = !TextFaults.MayHave(JsonMarshal.GetRawUtf8Value(element.RootElement)) || TextFaults.Find(element.RootElement) is null;
                    if (isText) { yield return new Row(_line, element.RootElement); }
                    else { _problems.Error(TextFaults.Surrogate, _line, TextFaults.Find(element.RootElement)); }
                }
                else
                {
                    bool isTable = element.RootElement.ValueKind == JsonValueKind.Array;
                    _problems.Error($"The array holds one object for each sample, not {JsonText.Kind(element.RootElement)}{(isTable ? "; pandas writes objects with orient=\"records\"" : string.Empty)}.", _line);
                    if (isTable) { yield break; }
                }
            }
        }
    }

    private bool Next(ref bool inArray, out JsonDocument? element)
    {
        try
        {
            bool goesOn;
            while (!TryNext(ref inArray, out goesOn, out element)) { Fill(); }
            return goesOn;
        }
        catch (JsonException e)
        {
            // The reader's state counts lines through the whole file, from 0.
            _problems.Error($"Not a JSON value: {JsonText.Problem(e)} At byte {e.BytePositionInLine + 1} of the line.", (int)(e.LineNumber ?? 0) + 1, inner: e);
            element = null;
            return false;
        }
    }

    /// <returns>Whether the buffer had enough to say what comes next.</returns>
    private bool TryNext(ref bool inArray, out bool goesOn, out JsonDocument? element)
    {
        (goesOn, element) = (false, null);
        Utf8JsonReader reader = new(_buffer.AsSpan(_at, _end - _at), _ended, _state);
        if (!reader.Read()) { return _ended; }
        if (inArray && reader.TokenType == JsonTokenType.EndArray && reader.CurrentDepth == 0)
        {
            // Anything after the array's end is an error of the reader.
            return !reader.Read() && _ended;
        }

        int start = _at + (int)reader.TokenStartIndex;
        if (!inArray && reader.TokenType != JsonTokenType.StartArray)
        {
            CountLines(start);
            _problems.Error("The file holds neither an array of objects nor one object a line.", _line);
            return true;
        }

        if (inArray && !JsonDocument.TryParseValue(ref reader, out element)) { return false; }
        CountLines(start);
        (inArray, goesOn) = (true, true);
        _at += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
        return true;
    }

    private void CountLines(int end)
    {
        _line += _buffer.AsSpan(_counted, end - _counted).Count(LineFeed);
        _counted = end;
    }

    private void Fill()
    {
        if (_at > 0)
        {
            if (_counted < _at) { CountLines(_at); }
            _buffer.AsSpan(_at, _end - _at).CopyTo(_buffer);
            (_at, _end, _counted) = (0, _end - _at, _counted - _at);
        }

        if (_end == _buffer.Length) { Array.Resize(ref _buffer, checked(2 * _end)); }
        int read = _text.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _ended = read == 0;
    }
}
