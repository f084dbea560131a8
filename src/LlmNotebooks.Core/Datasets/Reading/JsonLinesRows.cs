using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using LlmNotebooks.Csv;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>The rows of a file of JSON lines; blank lines are skipped.</summary>
internal static class JsonLinesRows
{
    public static IEnumerable<Row> Read(string path, ProblemLog problems)
    {
        using Utf8Lines lines = new(path);
        for (int line = 1; lines.TryNext(out ReadOnlyMemory<byte> content); line++)
        {
            if (IsBlank(content.Span)) { continue; }
            using JsonDocument? document = Parse(content, line, problems);
            if (document is null) { continue; }
            if (document.RootElement.ValueKind == JsonValueKind.Object) { yield return new Row(line, document.RootElement); }
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
        if (!Utf8.IsValid(content.Span))
        {
            problems.Error(TextEncoding.Problem, line);
            return null;
        }

        try
        {
            return JsonDocument.Parse(content);
        }
        catch (JsonException e)
        {
            problems.Error($"Not a JSON value ({JsonText.Problem(e)} At byte {e.BytePositionInLine + 1}.) Each line holds one complete object.", line, inner: e);
            return null;
        }
    }
}
