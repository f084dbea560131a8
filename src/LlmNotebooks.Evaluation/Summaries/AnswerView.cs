using LlmNotebooks.Evaluation.Storage;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Evaluation.Summaries;

/// <summary>Stored answers with their samples and scores, one in memory at a time.</summary>
internal static class AnswerView
{
    public static IEnumerable<Answer> Read(IRunStore store, RunInfo run, IReadOnlyList<RunMetric> metrics, int? candidate)
    {
        Dictionary<(int Scoring, int Position), string> names = metrics.ToDictionary(metric => (metric.Scoring, metric.Position), metric => metric.Name);
        int ofCandidate = -1, ordinal = -1;
        IEnumerator<Datasets.Sample>? samples = null;
        string hash = string.Empty;
        try
        {
            foreach (AnswerRow row in store.Answers(run.Id, new AnswerQuery { Candidate = candidate, WithTexts = true, WithScores = true }))
            {
                // Answers come by candidate and sample: the samples pass once for each candidate.
                if (row.Candidate != ofCandidate)
                {
                    samples?.Dispose();
                    samples = store.Samples(run.Id).GetEnumerator();
                    (ofCandidate, ordinal) = (row.Candidate, -1);
                }

                bool next = ordinal < row.Sample;
                while (ordinal < row.Sample)
                {
                    if (!samples!.MoveNext()) { throw new RunStoreException($"Run '{run.Id}' has an answer to sample {row.Sample + 1}, and no such sample.", store.Location); }
                    ordinal++;
                }

                if (next) { hash = samples!.Current.Hash; }
                yield return Of(row, run, samples!.Current, hash, names);
            }
        }
        finally
        {
            samples?.Dispose();
        }
    }

    private static Answer Of(AnswerRow row, RunInfo run, Datasets.Sample sample, string hash, Dictionary<(int Scoring, int Position), string> names)
    {
        Dictionary<string, Score> scores = new(StringComparer.Ordinal);
        foreach (ScoreRow score in row.Scores)
        {
            if (names.TryGetValue((score.Scoring, score.Metric), out string? name)) { scores[name] = score.ToScore(); }
        }

        return new Answer
        {
            Model = run.Plan.Candidates[row.Candidate].Name,
            SampleId = sample.Id,
            SampleHash = hash,
            Category = sample.Category,
            Cluster = sample.Cluster,
            Template = sample.Template,
            Input = sample.Input,
            Target = sample.Target,
            Repetition = row.Repetition,
            Seed = row.Seed,
            StartedAt = row.StartedAt,
            LatencyMs = row.LatencyMs,
            TimeToFirstTokenMs = row.TimeToFirstTokenMs,
            InputTokens = row.InputTokens,
            OutputTokens = row.OutputTokens,
            CachedInputTokens = row.CachedInputTokens,
            ReasoningTokens = row.ReasoningTokens,
            Usage = UsageJson.Read(row),
            Text = row.Text,
            Reasoning = row.Reasoning,
            Refusal = row.Refusal,
            Marks = row.Marks?.Split(',') ?? [],
            ServiceCostUsd = row.ServiceCostUsd,
            ResponseJson = row.Response,
            ResponseId = row.ResponseId,
            AnsweredBy = row.AnsweredBy,
            FinishReason = row.FinishReason,
            ModelId = row.ModelId,
            ErrorType = row.ErrorType,
            ErrorMessage = row.ErrorMessage,
            Retried = row.Retried?.Split(',') ?? [],
            WaitedMs = row.WaitedMs ?? 0,
            Scores = scores,
        };
    }
}
