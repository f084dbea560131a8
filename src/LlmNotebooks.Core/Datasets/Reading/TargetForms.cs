using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>Counts the forms of targets.</summary>
internal sealed partial class TargetForms
{
    // Words above which an answer is hardly repeated as it is.
    private const int LongText = 12;

    private readonly Dictionary<string, int> _kinds = new(StringComparer.Ordinal);
    private int _targets;
    private int _hashes;
    private int _boxes;
    private int _numbers;
    private int _letters;
    private int _json;
    private int _long;

    /// <summary>Takes up a sample; one with choices is scored by them, and one without target not at all.</summary>
    public void Note(Sample sample)
    {
        if (sample.Choices.Count > 0 || sample.Target is not { } target) { return; }
        _targets++;
        string text = target.Trim();
        if (sample.Metadata.TryGetValue("__expected", out JsonElement said) && JsonText.Of(said) is { } asserted) { Count(AssertionReader.KindOf(asserted)); }
        else if (sample.Metadata.TryGetValue("assert", out JsonElement list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() == 1 && list[0].ValueKind == JsonValueKind.Object && list[0].TryGetProperty("type", out JsonElement type)) { Count(JsonText.Of(type)); }
        else if (Hashes().IsMatch(text)) { _hashes++; }
        else if (text.Contains("\\boxed{", StringComparison.Ordinal)) { _boxes++; }
        else if (Number().IsMatch(text)) { _numbers++; }
        else if (text.Length == 1 && char.IsAsciiLetterUpper(text[0])) { _letters++; }
        else if (IsJson(text)) { _json++; }
        else if (text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length > LongText) { _long++; }
    }

    /// <summary>The form of most of them in words, and the metric for it; null where there is none.</summary>
    public string? Describe()
    {
        if (_kinds.Where(kind => kind.Key != "equals").OrderByDescending(kind => kind.Value).FirstOrDefault() is { Key: { } asserted, Value: var count }) { return $"{Of(count)} are '{asserted}' assertions of promptfoo: {Metric(asserted)}"; }
        (int Count, string Words)[] forms =
        [
            (_hashes, "end in '#### number': --metric numeric-match"),
            (_boxes, "have a \\boxed{…}: --metric numeric-match reads the number in it"),
            (_numbers, "are numbers: --metric numeric-match"),
            (_letters, "are single letters, and there are no choices: --metric choice"),
            (_json, "are JSON: --metric json-equality"),
            (_long, $"are texts of more than {LongText} words, which no answer repeats word for word: --metric rouge-l, or a judge"),
        ];
        (int most, string words) = forms.MaxBy(form => form.Count);
        return 2 * most > _targets ? $"{Of(most)} {words}" : null;
    }

    private void Count(string? kind)
    {
        if (kind is not null) { _kinds[kind] = _kinds.GetValueOrDefault(kind) + 1; }
    }

    private string Of(int count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} of {_targets:N0} targets");

    private static string Metric(string kind) => kind switch
    {
        "contains" or "contains-any" => "--metric contains",
        "icontains" or "icontains-any" => "--metric contains --metric-option contains.ignore_case=true",
        "contains-all" => "--metric contains-all",
        "icontains-all" => "--metric contains-all --metric-option contains-all.ignore_case=true",
        "regex" => "--metric regex",
        _ => "no metric here does the same; --metric contains is the next one",
    };

    private static bool IsJson(string text)
    {
        if (text is not ['{' or '[', ..]) { return false; }
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            // A text that begins with a bracket.
            return false;
        }
    }

    [GeneratedRegex(@"####\s*[-+$€£]?\s*[0-9][0-9,. ]*%?\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Hashes();

    [GeneratedRegex(@"^[-+\u2212]?[$€£]?[0-9]{1,3}(?:[,\u00a0\u202f ]?[0-9]{3})*(?:[.][0-9]+)?\s*%?$|^[-+\u2212]?[0-9]+(?:[.][0-9]+)?(?:[eE][-+]?[0-9]+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();
}
