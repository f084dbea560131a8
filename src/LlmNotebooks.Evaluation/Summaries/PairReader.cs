using LlmNotebooks.Evaluation.Storage;
using LlmNotebooks.Metrics;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Evaluation.Summaries;

/// <summary>Reads what models of one run scored and answered on the same samples.</summary>
internal static class PairReader
{
    /// <summary>The scores of some models by one metric, without texts, in the order of the models.</summary>
    public static List<ItemScore>[] Scores(IRunStore store, RunInfo run, RunMetric metric, IReadOnlyList<int> candidates)
    {
        SampleFacts[] samples = [.. store.SampleFacts(run.Id)];
        List<ItemScore>[] scores = [.. candidates.Select(_ => new List<ItemScore>())];
        int? only = candidates.Count == 1 ? candidates[0] : null;
        foreach (AnswerRow answer in store.Answers(run.Id, new AnswerQuery { Candidate = only, WithScores = true }))
        {
            SampleFacts sample = samples[answer.Sample];
            double? score = Find(answer, metric)?.Value;
            for (int i = 0; i < candidates.Count; i++)
            {
                if (candidates[i] == answer.Candidate) { scores[i].Add(new ItemScore(sample.Id, score, sample.Cluster)); }
            }
        }

        return scores;
    }

    /// <summary>Pairs of answers that differ in verdict, and those without two scores.</summary>
    public static Disagreements Disagreements(IRunStore store, RunInfo run, RunMetric metric, int a, int b)
    {
        if (metric.Info.EffectivePassMark is null)
        {
            throw new ArgumentException($"The range of {metric.Name} has no bounds and it states no pass mark, so nothing tells which answers pass.", nameof(metric));
        }

        List<Disagreement> differing = [], missing = [];
        int compared = 0;
        Dictionary<(int Sample, int Repetition), (string? Text, Score Score)> first = Texts(store, run, metric, a);
        Sample? current = null;
        using IEnumerator<Datasets.Sample> samples = store.Samples(run.Id).GetEnumerator();
        foreach (AnswerRow answer in store.Answers(run.Id, new AnswerQuery { Candidate = b, WithTexts = true, WithScores = true }))
        {
            while (current is null || current.Ordinal < answer.Sample)
            {
                if (!samples.MoveNext()) { throw new RunStoreException($"Run '{run.Id}' has an answer to sample {answer.Sample + 1}, and no such sample.", store.Location); }
                current = new Sample((current?.Ordinal ?? -1) + 1, samples.Current);
            }

            if (!first.TryGetValue((answer.Sample, answer.Repetition), out (string? Text, Score Score) one)) { continue; }
            Score scoreB = ScoreOf(answer, metric);
            bool both = !one.Score.IsMissing && !scoreB.IsMissing;
            if (both) { compared++; }
            if (both && metric.Info.Passes(one.Score.Value!.Value) == metric.Info.Passes(scoreB.Value!.Value)) { continue; }
            (both ? differing : missing).Add(new Disagreement(
                current.Of.Id, current.Of.Category, current.Of.Cluster, answer.Repetition, current.Of.Input, current.Of.Target,
                new DisagreementSide(one.Text, one.Score), new DisagreementSide(answer.Text, scoreB)));
        }

        return new Disagreements(run.Plan.Candidates[a].Name, run.Plan.Candidates[b].Name, metric.Name, metric.Info, compared, differing, missing);
    }

    private static Dictionary<(int Sample, int Repetition), (string? Text, Score Score)> Texts(IRunStore store, RunInfo run, RunMetric metric, int candidate)
    {
        Dictionary<(int Sample, int Repetition), (string? Text, Score Score)> texts = [];
        foreach (AnswerRow answer in store.Answers(run.Id, new AnswerQuery { Candidate = candidate, WithTexts = true, WithScores = true }))
        {
            texts.Add((answer.Sample, answer.Repetition), (answer.Text, ScoreOf(answer, metric)));
        }

        return texts;
    }

    private static Score ScoreOf(AnswerRow answer, RunMetric metric) => Find(answer, metric)?.ToScore() ?? Score.Missing(ScoreRow.NotScored);

    private static ScoreRow? Find(AnswerRow answer, RunMetric metric)
    {
        foreach (ScoreRow score in answer.Scores)
        {
            if (score.Scoring == metric.Scoring && score.Metric == metric.Position) { return score; }
        }

        return null;
    }

    private sealed record Sample(int Ordinal, Datasets.Sample Of);
}
