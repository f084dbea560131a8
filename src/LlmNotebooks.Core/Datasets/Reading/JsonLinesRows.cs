using System.Text;
using System.Text.Json;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>The rows of a file of JSON lines; blank lines are skipped.</summary>
internal static class JsonLinesRows
{
    public static IEnumerable<Row> Read(string path, ProblemLog problems)
    {
        // The StreamReader takes off a byte order mark and accepts LF and CRLF.
        using StreamReader text = new(path, TextEncoding.Strict);
        for (int line = 1; NextLine(text, line, problems) is { } content; line++)
        {
            if (string.IsNullOrWhiteSpace(content)) { continue; }
            using JsonDocument? document = Parse(content, line, problems);
            if (document is null) { continue; }
            if (document.RootElement.ValueKind == JsonValueKind.Object) { yield return new Row(line, document.RootElement); }
            else { problems.Error($"Each line holds one JSON object, not {JsonText.Kind(document.RootElement)}; a file with one array of objects is named .json.", line); }
        }
    }

    private static string? NextLine(StreamReader text, int line, ProblemLog problems)
    {
        try
        {
            return text.ReadLine();
        }
        catch (DecoderFallbackException e)
        {
            problems.Error(TextEncoding.Problem, line, inner: e);
            return null;
        }
    }

    private static JsonDocument? Parse(string content, int line, ProblemLog problems)
    {
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
