using System.Globalization;
using System.Text.Json;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation.Storage;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Evaluation.Importing;

/// <summary>Results of promptfoo (promptfoo eval -o results.json, or .jsonl).</summary>
/// <remarks>
/// After promptfoo's "Output formats": score is from 0 to 1. An answer that its cache gave has no time of its own, and no tokens. Where several prompts were tried, each model counts once with each prompt.
/// </remarks>
internal static class PromptfooResults
{
    public const string Tool = "promptfoo";

    public static bool Is(JsonElement line) => line.Get("promptIdx") is not null && line.Get("testIdx") is not null;

    public static ImportedLog Read(JsonElement root, string path)
    {
        ImportedLog log = Read(root.Get("results").Get("results").Elements(), path);
        log.Name = root.Get("config").Get("description").Text() ?? root.Get("evalId").Text();
        log.Created = root.Get("results").Get("timestamp").Time();
        return log;
    }

    public static ImportedLog Read(IEnumerable<JsonElement> results, string path)
    {
        ImportedLog log = new(Tool, path);
        JsonElement[] all = [.. results];
        bool hasPrompts = all.Select(result => result.Get("promptIdx").Text()).Distinct(StringComparer.Ordinal).Count() > all.Select(Provider).Distinct(StringComparer.Ordinal).Count();
        Dictionary<(string, string), int> seen = [];
        foreach (JsonElement result in all)
        {
            string id = ((result.Get("testIdx").Count() ?? throw new InvalidDataException($"{path}: a result has no testIdx.")) + 1).ToString(CultureInfo.InvariantCulture);
            string model = hasPrompts ? $"{Provider(result)} · {result.Get("prompt").Get("label").Text() ?? $"prompt {result.Get("promptIdx").Text()}"}" : Provider(result);
            if (!log.Has(id)) { log.Add(Asked(result, id, hasPrompts)); }
            int repetition = seen[(model, id)] = seen.GetValueOrDefault((model, id)) + 1;
            ImportedAnswer answer = new(model, id, repetition, Row(result), IsDated: false);
            log.Answers.Add(answer);
            string? reason = result.Get("gradingResult").Get("reason").Text();
            log.Score(answer, "score", answer.Row.IsError ? Score.Missing("the call failed") : result.Get("score").Number() is { } score ? Score.Of(score, reason) : Score.Missing("the log has no score"), isShare: true);
            if (answer.Row.IsError || result.Get("namedScores") is not { ValueKind: JsonValueKind.Object } named) { continue; }
            foreach (JsonProperty one in named.EnumerateObject())
            {
                if (((JsonElement?)one.Value).Number() is { } value) { log.Score(answer, one.Name, Score.Of(value), isShare: false); }
            }
        }

        return log;
    }

    private static string Provider(JsonElement result) =>
        (result.Get("provider") is { ValueKind: JsonValueKind.Object } provider ? Named(provider.Get("label").Text()) ?? provider.Get("id").Text() : result.Get("provider").Text()) ?? "unknown";

    private static string? Named(string? label) => string.IsNullOrWhiteSpace(label) ? null : label;

    private static Sample Asked(JsonElement result, string id, bool hasPrompts)
    {
        JsonElement? variables = result.Get("vars") ?? result.Get("testCase").Get("vars");
        string? input = hasPrompts ? variables?.GetRawText() : result.Get("prompt").Get("raw").Text() ?? variables?.GetRawText();
        string[] expected = [.. result.Get("testCase").Get("assert").Elements().Where(assertion => assertion.Get("type").Text() is "equals" or "contains" or "icontains").SelectMany(assertion => assertion.Get("value").Texts())];
        return new Sample(id, string.IsNullOrWhiteSpace(input) ? "(the log has no prompt)" : input) { References = expected };
    }

    private static AnswerRow Row(JsonElement result)
    {
        JsonElement? response = result.Get("response"), usage = response.Get("tokenUsage"), output = response.Get("output");
        bool isCached = response.Get("cached") is { ValueKind: JsonValueKind.True };
        // Of a failed assertion promptfoo writes error, too; the answer is there nevertheless.
        string? error = output is null ? response.Get("error").Text() ?? result.Get("error").Text() ?? "the log has no answer" : null;
        return new AnswerRow
        {
            LatencyMs = isCached ? null : result.Get("latencyMs").Number(),
            InputTokens = isCached ? null : usage.Get("prompt").Count(),
            OutputTokens = isCached ? null : usage.Get("completion").Count(),
            ReasoningTokens = isCached ? null : usage.Get("completionDetails").Get("reasoning").Count(),
            Text = error is null ? output.Text() ?? output!.Value.GetRawText() : null,
            FinishReason = response.Get("finishReason").Text(),
            ErrorType = error is null ? null : "imported-error",
            ErrorMessage = error,
        };
    }
}
