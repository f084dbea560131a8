using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using LlmNotebooks.Csv;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>The rows of a file that is one JSON object, or several that do not keep to lines. It is held as a whole.</summary>
internal sealed class JsonObjectRows
{
    private const byte LineFeed = (byte)'\n';

    private readonly byte[] _text;
    private readonly ProblemLog _problems;
    private int _counted;
    private int _line = 1;

    private JsonObjectRows(byte[] text, ProblemLog problems) => (_text, _problems) = (text, problems);

    public static IEnumerable<Row> Read(string path, RowShapes shapes, ProblemLog problems)
    {
        if (TextEncoding.FindInvalidLine(path) is { } invalid)
        {
            problems.Error(TextEncoding.Problem, invalid);
            return [];
        }

        using Stream stream = TextEncoding.Open(path);
        using MemoryStream text = new();
        stream.CopyTo(text);
        return new JsonObjectRows(text.ToArray(), problems).Read(shapes);
    }

    private IEnumerable<Row> Read(RowShapes shapes)
    {
        int at = _text.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        bool isFirst = true;
        while (Next(ref at, out int start) is { } document)
        {
            using (document)
            {
                int begin = start;
                if (TextFaults.MayHave(JsonMarshal.GetRawUtf8Value(document.RootElement)) && TextFaults.Find(document.RootElement) is { } path)
                {
                    _problems.Error(TextFaults.Surrogate, LineAt(begin), path);
                    continue;
                }

                foreach ((JsonElement place, Row row) in shapes.Unfold(document.RootElement, isWhole: isFirst && IsBlank(at))) { yield return row with { Line = LineAt(begin + Offset(document.RootElement, place)) }; }
            }

            isFirst = false;
        }
    }

    private JsonDocument? Next(ref int at, out int start)
    {
        start = at;
        if (IsBlank(at)) { return null; }
        try
        {
            Utf8JsonReader reader = new(_text.AsSpan(at), new JsonReaderOptions { AllowMultipleValues = true });
            reader.Read();
            start = at + (int)reader.TokenStartIndex;
            JsonDocument document = JsonDocument.ParseValue(ref reader);
            at += (int)reader.BytesConsumed;
            return document;
        }
        catch (JsonException e)
        {
            int line = LineAt(at) + (int)(e.LineNumber ?? 0);
            _problems.Error($"Not a JSON value: {JsonText.Problem(e)} At byte {e.BytePositionInLine + 1} of the line.", line, inner: e);
            return null;
        }
    }

    private bool IsBlank(int at) => _text.AsSpan(at).Trim(" \t\r\n"u8).IsEmpty;

    // Both are parts of the one text that the document holds.
    private static int Offset(JsonElement root, JsonElement part) =>
        (int)Unsafe.ByteOffset(ref MemoryMarshal.GetReference(JsonMarshal.GetRawUtf8Value(root)), ref MemoryMarshal.GetReference(JsonMarshal.GetRawUtf8Value(part)));

    private int LineAt(int end)
    {
        if (end < _counted) { (_line, _counted) = (1, 0); }
        _line += _text.AsSpan(_counted, end - _counted).Count(LineFeed);
        _counted = end;
        return _line;
    }
}
