using System.Text.Json;
using System.Text.RegularExpressions;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>Reads what promptfoo asserts of an answer: <c>__expected</c> of a table (<c>icontains:bonjour</c>), <c>assert</c> of a test (<c>[{type, value}]</c>).</summary>
/// <remarks>
/// After promptfoo's "Assertions and metrics" and "CSV test cases". Those that compare texts become references; one that runs code, asks a model or checks a form leaves the sample without target.
/// One metric scores a whole data set, so that two kinds in one file are an error.
/// </remarks>
internal sealed partial class AssertionReader(ProblemLog problems)
{
    private static readonly Dictionary<string, bool> Kinds = new(StringComparer.Ordinal)
    {
        // Whether a text separated by commas is a list.
        ["equals"] = false, ["contains"] = false, ["icontains"] = false, ["starts-with"] = false, ["regex"] = false,
        ["contains-any"] = true, ["icontains-any"] = true, ["contains-all"] = true, ["icontains-all"] = true,
    };

    private (string Kind, int Line)? _first;
    private int _unread;

    /// <summary>The texts that an answer is compared with; null after a problem.</summary>
    public IReadOnlyList<string>? Read(RowFields row, FieldMap field)
    {
        if (!row.Has(field) || !row.Peek(field, out JsonElement value)) { return []; }
        row.MarkUsed(field);
        (string Kind, string[] Texts)? read = value.ValueKind switch
        {
            JsonValueKind.String => Parse(value.GetString()!),
            JsonValueKind.Array when value.GetArrayLength() == 1 => Parse(value[0]),
            _ => null,
        };
        if (read is not { } assertion || !Kinds.ContainsKey(assertion.Kind) || assertion.Texts.Length == 0)
        {
            if (_unread++ == 0) { problems.Warning("The assertion is none that compares with a text; such samples have no target, and are missing where a metric needs one.", row.Line, field.Name); }
            return [];
        }

        _first ??= (assertion.Kind, row.Line);
        if (_first.Value.Kind == assertion.Kind) { return assertion.Texts; }
        problems.Error($"'{assertion.Kind}' is asserted here and '{_first.Value.Kind}' in line {_first.Value.Line}; one metric scores a whole data set. Keep each kind in a file of its own, or name another target in DatasetFields.Target.", row.Line, field.Name);
        return null;
    }

    /// <summary>The kind of an assertion in a table; null where it is none that is read.</summary>
    public static string? KindOf(string text) => Typed().Match(text) is { Success: true } match ? (Kinds.ContainsKey(match.Groups["type"].Value) ? match.Groups["type"].Value : null) : "equals";

    private static (string Kind, string[] Texts) Parse(string text)
    {
        Match match = Typed().Match(text);
        if (!match.Success) { return ("equals", [text]); }
        string kind = match.Groups["type"].Value, value = match.Groups["value"].Value.Trim();
        return (kind, value.Length == 0 ? [] : Kinds.GetValueOrDefault(kind) ? List(value) : [value]);
    }

    private static (string Kind, string[] Texts)? Parse(JsonElement assertion)
    {
        if (assertion.ValueKind == JsonValueKind.String) { return Parse(assertion.GetString()!); }
        if (assertion.ValueKind != JsonValueKind.Object || !assertion.TryGetProperty("type", out JsonElement type) || JsonText.Of(type) is not { } kind || !assertion.TryGetProperty("value", out JsonElement value)) { return null; }
        if (value.ValueKind == JsonValueKind.Array)
        {
            string[] texts = [.. value.EnumerateArray().Select(JsonText.Of).OfType<string>()];
            return texts.Length == value.GetArrayLength() ? (kind, texts) : null;
        }

        return JsonText.Of(value) is { } text ? (kind, Kinds.GetValueOrDefault(kind) ? List(text) : [text]) : null;
    }

    private static string[] List(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    // The types of promptfoo that may stand before a colon; any other text with a colon is a text.
    [GeneratedRegex(@"^(?<type>(?:not-)?(?:equals|i?contains(?:-any|-all)?|starts-with|regex|is-[a-z-]+|contains-[a-z-]+|javascript|python|fn|eval|file|llm-rubric|grade|model-graded-[a-z]+|factuality|similar|levenshtein|rouge-n|bleu|gleu|meteor|cost|latency|perplexity|webhook|answer-relevance|context-[a-z-]+|g-eval|word-count|classifier))(?:\([^)]*\))?:(?<value>.*)$|^(?<type>(?:not-)?(?:is-(?:json|html|sql|xml|refusal|valid-[a-z-]+)|contains-(?:json|html|sql|xml)))(?<value>)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Typed();
}
