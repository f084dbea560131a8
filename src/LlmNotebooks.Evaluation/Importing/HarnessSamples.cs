using System.Globalization;
using System.Text.Json;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation.Storage;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Evaluation.Importing;

/// <summary>Samples that lm-evaluation-harness logs (--log_samples): a line for each document and filter.</summary>
/// <remarks>
/// A metric under a filter has the name that the harness's results have for it, exact_match,strict-match; under none its own. Answers of loglikelihood tasks are the continuation that the model finds likeliest.
/// The samples tell no model, no time and no tokens; the model is in results_*.json beside them.
/// </remarks>
internal static class HarnessSamples
{
    public const string Tool = "lm-evaluation-harness";

    // What the harness defines on 0 to 1.
    private static readonly HashSet<string> Shares = new(StringComparer.Ordinal) { "acc", "acc_norm", "acc_bytes", "exact_match", "em", "f1", "mcc", "pass@1", "pass_at_1", "prompt_level_strict_acc", "prompt_level_loose_acc" };

    public static bool Is(JsonElement line) => line.Get("doc_id") is not null && line.Get("resps") is not null;

    public static ImportedLog Read(IEnumerable<JsonElement> lines, string path, string? model)
    {
        ImportedLog log = new(Tool, path) { Name = TaskOf(path) };
        string name = model ?? ModelOf(path) ?? throw new InvalidDataException($"{path}: the samples do not tell which model answered, and there is no results_*.json beside them; name it: ImportOptions.Model NAME.");
        Dictionary<string, ImportedAnswer> answers = new(StringComparer.Ordinal);
        foreach (JsonElement line in lines)
        {
            string id = line.Get("doc_id").Text() ?? throw new InvalidDataException($"{path}: a line has no doc_id.");
            if (!log.Has(id)) { log.Add(Asked(line, id)); }
            if (!answers.TryGetValue(id, out ImportedAnswer? answer))
            {
                answers.Add(id, answer = new ImportedAnswer(name, id, 1, new AnswerRow { Text = Answered(line) ?? string.Empty }, IsDated: false));
                log.Answers.Add(answer);
            }

            string filter = line.Get("filter").Text() ?? "none";
            foreach (string metric in line.Get("metrics").Texts())
            {
                double? value = line.Get(metric) is { ValueKind: JsonValueKind.True or JsonValueKind.False } truth ? (truth.GetBoolean() ? 1 : 0) : line.Get(metric).Number();
                Score score = value is { } found ? Score.Of(found) : Score.Missing("the log's value is no number");
                log.Score(answer, filter == "none" ? metric : $"{metric},{filter}", score, Shares.Contains(metric));
            }
        }

        return log;
    }

    private static Sample Asked(JsonElement line, string id)
    {
        string input = Arguments(line).FirstOrDefault().Context ?? line.Get("doc")?.GetRawText() ?? string.Empty;
        return new Sample(id, string.IsNullOrWhiteSpace(input) ? "(the log has no input)" : input) { References = line.Get("target").Texts() };
    }

    // {"gen_args_0": {"arg_0": context, "arg_1": …}}, or [[context, …]] in older versions.
    private static IEnumerable<(string? Context, string? Continuation)> Arguments(JsonElement line)
    {
        JsonElement? arguments = line.Get("arguments");
        return arguments switch
        {
            { ValueKind: JsonValueKind.Object } named => named.EnumerateObject().Select(one => (one.Value.Get("arg_0").Text(), one.Value.Get("arg_1").Text())),
            { ValueKind: JsonValueKind.Array } => arguments.Elements().Where(one => one.ValueKind == JsonValueKind.Array && one.GetArrayLength() > 1).Select(one => (((JsonElement?)one[0]).Text(), ((JsonElement?)one[1]).Text())),
            _ => [],
        };
    }

    // [[text]] of a generation; [[[log-likelihood, is greedy]], …] of choices, in the order of the arguments.
    private static string? Answered(JsonElement line)
    {
        JsonElement[] responses = [.. line.Get("resps").Elements()];
        if (responses.Length == 0) { return null; }
        if (First(responses[0]) is { ValueKind: JsonValueKind.String } text) { return text.GetString(); }
        double[] likelihoods = [.. responses.Select(response => First(response) is { ValueKind: JsonValueKind.Array } pair ? Likelihood(pair[0]) : double.NegativeInfinity)];
        string?[] continuations = [.. Arguments(line).Select(argument => argument.Continuation)];
        int best = Array.IndexOf(likelihoods, likelihoods.Max());
        return best < continuations.Length ? continuations[best]?.Trim() : null;
    }

    private static JsonElement? First(JsonElement response) => response.ValueKind == JsonValueKind.Array && response.GetArrayLength() > 0 ? response[0] : response.ValueKind == JsonValueKind.String ? response : null;

    // The harness writes numbers of responses as texts.
    private static double Likelihood(JsonElement value) =>
        double.TryParse(value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out double found) ? found : double.NegativeInfinity;

    // samples_TASK_2024-05-06T12-00-00.000000.jsonl
    private static string TaskOf(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        string task = name.StartsWith("samples_", StringComparison.Ordinal) ? name["samples_".Length..] : name;
        return task.Length > 27 && task[^27] == '_' ? task[..^27] : task;
    }

    private static string? ModelOf(string path)
    {
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        string? results = folder is null ? null : Directory.EnumerateFiles(folder, "results_*.json").Order(StringComparer.Ordinal).LastOrDefault();
        if (results is null) { return null; }
        using FileStream file = File.OpenRead(results);
        using JsonDocument document = JsonDocument.Parse(file);
        return document.RootElement.Get("model_name").Text();
    }
}
