using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using LlmNotebooks.Csv;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>The rows of a file of JSON lines; blank lines are skipped.</summary>
internal static class JsonLinesRows
{
    public static IEnumerable<Row> Read(string path, RowShapes shapes, ProblemLog problems)
    {
        using Utf8Lines lines = new(path);
        for (int line = 1; lines.TryNext(out ReadOnlyMemory<byte> content); line++)
        {
            if (IsBlank(content.Span)) { continue; }
            using JsonDocument? document = Parse(content, line, problems);
            if (document is null) { continue; }
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                foreach (Row row in shapes.Unfold(new Row(line, document.RootElement))) { yield return row; }
            }
            else { problems.Error($"Each line holds one JSON object, not {JsonText.Kind(document.RootElement)}; a file with one array of objects is named .json.", line); }
        }
    }

    private static bool IsBlank(ReadOnlySpan<byte> line)
    {
        while (!line.IsEmpty)
        {
            // What is not UTF-8 counts as a replacement character, which is no white space.
            _ = Rune.DecodeFromUtf8(line, out Rune first, out int length);
            if (!Rune.IsWhiteSpace(first)) { return false; }
            line = line[length..];
        }

        return true;
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> content, int line, ProblemLog problems)
    {
        bool isText = Utf8.IsValid(content.Span);
        JsonDocument? document = null;
        try
        {
            document = JsonDocument.Parse(content);
            if (isText && !(TextFaults.MayHave(content.Span) && TextFaults.Find(document.RootElement) is not null)) { return document; }
            problems.Error(isText ? TextFaults.Surrogate : TextEncoding.Problem, line, TextFaults.Find(document.RootElement));
            document.Dispose();
            return null;
        }
        catch (JsonException e)
        {
            if (isText) { problems.Error($"Not a JSON value ({JsonText.Problem(e)} At byte {e.BytePositionInLine + 1}.) {JsonText.Way(content.Span)}", line, inner: e); }
            else { problems.Error(TextEncoding.Problem, line); }
            return null;
        }
    }
}
