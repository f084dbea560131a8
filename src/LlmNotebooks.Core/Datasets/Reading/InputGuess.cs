using System.Text.Json;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>Which field of a row without an input may be the one that is asked.</summary>
internal static class InputGuess
{
    private const int Listed = 12;

    private static readonly string[] Likely = ["text", "sentence", "turns", "query_text", "body", "content", "title", "stem", "premise", "problem_statement", "task", "message", "request"];

    /// <summary>A sentence for a message: the fields that there are, and the option for the likeliest of them.</summary>
    public static string Way(JsonElement fields)
    {
        JsonProperty[] members = [.. fields.EnumerateObject()];
        if (members.Length == 0) { return string.Empty; }
        string has = $" The line has {string.Join(", ", members.Take(Listed).Select(member => member.Name))}{(members.Length > Listed ? " …" : string.Empty)}.";
        if (members.Any(member => member.NameEquals("doc")) && members.Any(member => member.NameEquals("resps") || member.NameEquals("filtered_resps")))
        {
            return $"{has} These are samples of lm-evaluation-harness, answers with scores and no data set; llmnb runs import makes a run of them.";
        }

        (string Name, string Path)[] texts = [.. members.Select(member => (member.Name, Path: PathOf(member))).Where(member => member.Path is not null)!];
        if (texts.Length == 0) { return has; }
        string path = (Array.Find(texts, text => Likely.Contains(text.Name, FieldNames.Alike)) is { Path: { } likely } ? likely : texts[0].Path)!;
        return $"{has} If that is '{path}', say DatasetFields.Input {Quoted(path)}.";
    }

    /// <summary>The same of the columns of a table: the first with a likely name, or else the first that is none of promptfoo's own.</summary>
    public static string Way(IReadOnlyList<string> columns)
    {
        string[] named = [.. columns.Where(name => !string.IsNullOrWhiteSpace(name) && !name.StartsWith("__", StringComparison.Ordinal))];
        string? likely = Array.Find(named, name => Likely.Contains(name, FieldNames.Alike)) ?? named.FirstOrDefault();
        return likely is null ? string.Empty : $" If that is '{likely}', say DatasetFields.Input {Quoted(likely)}{(named.Length > 1 ? "; other columns go into the prompt by a template" : string.Empty)}.";
    }

    private static string Quoted(string name) => name.Contains(' ', StringComparison.Ordinal) ? $"\"{name}\"" : name;

    // A text, the first of several turns, or a text within an object.
    private static string? PathOf(JsonProperty member) => member.Value.ValueKind switch
    {
        JsonValueKind.String => member.Name,
        JsonValueKind.Array when member.Value.GetArrayLength() > 0 && member.Value[0].ValueKind == JsonValueKind.String && Likely.Contains(member.Name, FieldNames.Alike) => $"{member.Name}[0]",
        _ => null,
    };
}
