using LlmNotebooks.Metrics;

namespace LlmNotebooks.Evaluation.Storage;

/// <summary>Whether a plan is the one that a stored run was begun with, so that new answers may join the old ones.</summary>
internal static class PlanIdentity
{
    /// <exception cref="RunStoreException">Parts that shape the answers differ; the message has each with what it was and what it is.</exception>
    public static void Require(RunInfo stored, RunPlan plan, string path)
    {
        string[] differences = [.. Differences(stored.Plan, plan)];
        if (differences.Length == 0) { return; }
        throw new RunStoreException(
            $"Run '{stored.Id}' in '{path}' was begun with another plan: its {string.Join("; its ", differences)}. Give the same plan, or another run id.", path);
    }

    private static IEnumerable<string> Differences(RunPlan before, RunPlan now)
    {
        string?[] parts =
        [
            Difference("dataset (content hash)", before.DatasetHash, now.DatasetHash),
            Difference("number of samples", before.Samples, now.Samples),
            .. Candidates(before.Candidates, now.Candidates),
            .. Metrics(before, now),
            Difference("repetitions", before.Repetitions, now.Repetitions),
            Difference("seed", before.Seed, now.Seed),
            Difference("temperature", before.Temperature, now.Temperature),
            Difference("longest answer", before.MaxOutputTokens, now.MaxOutputTokens),
            Difference("system prompt", before.SystemPrompt, now.SystemPrompt),
            Difference("streaming", before.Streaming, now.Streaming),
        ];
        return parts.OfType<string>();
    }

    private static IEnumerable<string?> Metrics(RunPlan before, RunPlan now)
    {
        string[] names = [.. before.Metrics.Select(metric => metric.Name)];
        if (!names.SequenceEqual(now.Metrics.Select(metric => metric.Name), StringComparer.Ordinal))
        {
            return [Difference("metrics", string.Join(", ", names), string.Join(", ", now.Metrics.Select(metric => metric.Name)))];
        }

        return before.HasNamesOnly ? [] : before.Metrics.Zip(now.Metrics).SelectMany(pair => Metric(pair.First, pair.Second));
    }

    private static IEnumerable<string?> Metric(MetricInfo before, MetricInfo now) =>
    [
        Difference($"version of metric '{before.Name}'", before.Version, now.Version),
        .. before.Parameters.Keys.Union(now.Parameters.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name => Difference(
            $"parameter '{name}' of metric '{before.Name}'", Value(before, name), Value(now, name))),
    ];

    private static string? Value(MetricInfo metric, string name) => metric.Parameters.TryGetValue(name, out object? value) && value is not null ? StoreJson.Write(value) : null;

    private static IEnumerable<string?> Candidates(IReadOnlyList<RunCandidate> before, IReadOnlyList<RunCandidate> now)
    {
        string[] names = [.. before.Select(candidate => candidate.Name)];
        if (!names.SequenceEqual(now.Select(candidate => candidate.Name), StringComparer.Ordinal))
        {
            return [Difference("candidates", string.Join(", ", names), string.Join(", ", now.Select(candidate => candidate.Name)))];
        }

        return names.SelectMany((name, i) => (string?[])
        [
            Difference($"source of candidate '{name}'", before[i].Source, now[i].Source),
            Difference($"model id of candidate '{name}'", before[i].ModelId, now[i].ModelId),
            Difference($"file size in bytes of candidate '{name}'", before[i].FileBytes, now[i].FileBytes),
            Difference($"reasoning effort of candidate '{name}'", before[i].ReasoningEffort, now[i].ReasoningEffort),
            Difference($"service tier of candidate '{name}'", before[i].ServiceTier, now[i].ServiceTier),
            Difference($"settings of candidate '{name}'", Settings(before[i]), Settings(now[i])),
        ]);
    }

    private static string? Settings(RunCandidate candidate) => candidate.Settings is null ? null : string.Join(", ", candidate.Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => $"{setting.Key} {setting.Value}"));

    private static string? Difference<T>(string part, T before, T now) =>
        EqualityComparer<T>.Default.Equals(before, now) ? null : $"{part} was {Shown(before)} and is now {Shown(now)}";

    private static string Shown<T>(T value) => value is null ? "not set" : $"'{value}'";
}
