using LlmNotebooks.Evaluation.Storage;

namespace LlmNotebooks.Evaluation.Summaries;

/// <summary>Streams a run's answers out of the store into summaries, in one pass; texts stay on the disk.</summary>
internal static class SummaryReader
{
    public static RunSummary Read(IRunStore store, RunInfo run, IReadOnlyList<RunMetric> metrics, double confidence)
    {
        SampleIndex samples = SampleIndex.Of(store.SampleFacts(run.Id), run.Plan.Samples);
        Dictionary<(int Scoring, int Position), int> places = metrics.Index().ToDictionary(metric => (metric.Item.Scoring, metric.Item.Position), metric => metric.Index);
        ModelTally[] models = [.. run.Plan.Candidates.Select(_ => new ModelTally(metrics, samples))];
        SortedDictionary<string, ModelTally>[] categories = [.. run.Plan.Candidates.Select(_ => new SortedDictionary<string, ModelTally>(StringComparer.Ordinal))];
        foreach (AnswerRow answer in store.Answers(run.Id, new AnswerQuery { WithScores = true }))
        {
            string category = samples.Categories[answer.Sample] ?? string.Empty;
            SortedDictionary<string, ModelTally> ofModel = categories[answer.Candidate];
            if (!ofModel.TryGetValue(category, out ModelTally? ofCategory)) { ofModel.Add(category, ofCategory = new ModelTally(metrics, samples)); }
            models[answer.Candidate].Add(answer, places);
            ofCategory.Add(answer, places);
        }

        return new RunSummary(
            [.. models.Zip(run.Plan.Candidates, (tally, candidate) => tally.Summary(candidate.Name, null, confidence))],
            [.. categories.Zip(run.Plan.Candidates).SelectMany(pair => pair.First, (pair, category) => category.Value.Summary(pair.Second.Name, category.Key, confidence))]);
    }
}
