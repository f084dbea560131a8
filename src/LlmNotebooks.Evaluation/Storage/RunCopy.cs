using LlmNotebooks.Datasets;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Evaluation.Storage;

/// <summary>Copies a run from one store into another: plan, samples, answers, scorings.</summary>
internal static class RunCopy
{
    private const int AtOnce = 256;

    /// <summary>Copies what the other store does not have yet.</summary>
    public static async Task CopyAsync(IRunStore from, RunInfo run, Dataset dataset, IRunStore to, TimeProvider time, CancellationToken cancellationToken)
    {
        RunOptions options = new() { RunId = run.Id, Name = run.Name, TimeProvider = time };
        IRunWriter writer = to.BeginRun(run.Plan, dataset, options);
        await using (writer.ConfigureAwait(false))
        {
            Dictionary<(int, int, int), (long Key, int[] Scorings)> known = writer.Run.Answers == 0 ? [] : to.Answers(run.Id, new AnswerQuery { WithScores = true })
                .ToDictionary(row => (row.Candidate, row.Sample, row.Repetition), row => (row.Key, (int[])[.. row.Scores.Select(score => score.Scoring).Distinct()]));
            (ScoringInfo From, ScoringInfo To)[] scorings = Scorings(from, run, to, writer);
            List<Task> pending = [];
            foreach (AnswerRow row in from.Answers(run.Id, new AnswerQuery { WithTexts = true, WithScores = true }))
            {
                cancellationToken.ThrowIfCancellationRequested();
                (long Key, int[] Scorings)? before = known.TryGetValue((row.Candidate, row.Sample, row.Repetition), out (long, int[]) found) ? found : null;
                pending.Add(AppendAsync(writer, row, before, scorings));
                if (pending.Count < AtOnce) { continue; }
                await Task.WhenAll(pending).ConfigureAwait(false);
                pending.Clear();
            }

            await Task.WhenAll(pending).ConfigureAwait(false);
            foreach ((ScoringInfo source, ScoringInfo copy) in scorings) { await writer.EndScoringAsync(copy, source.Status).ConfigureAwait(false); }
            await writer.EndAsync(run.Status).ConfigureAwait(false);
        }
    }

    // The other store has each scoring once, however often the run is copied; two of the same metrics stay two.
    private static (ScoringInfo From, ScoringInfo To)[] Scorings(IRunStore from, RunInfo run, IRunStore to, IRunWriter writer)
    {
        List<ScoringInfo> free = [.. to.Scorings(run.Id)];
        List<(ScoringInfo From, ScoringInfo To)> scorings = [];
        foreach (ScoringInfo scoring in from.Scorings(run.Id))
        {
            int same = free.FindIndex(known => known.IsOf(scoring.Metrics));
            scorings.Add((scoring, same >= 0 ? free[same] : writer.BeginScoring(scoring.Metrics, again: true)));
            if (same >= 0) { free.RemoveAt(same); }
        }

        return [.. scorings];
    }

    private static async Task AppendAsync(IRunWriter writer, AnswerRow row, (long Key, int[] Scorings)? before, (ScoringInfo From, ScoringInfo To)[] scorings)
    {
        IReadOnlyList<ScoreRow> scores = row.Scores;
        long key = before?.Key ?? await writer.AppendAsync(row).ConfigureAwait(false);
        foreach ((ScoringInfo source, ScoringInfo copy) in scorings)
        {
            if (before is { } known && known.Scorings.Contains(copy.Number)) { continue; }
            Score[] of = [.. scores.Where(score => score.Scoring == source.Number).OrderBy(score => score.Metric).Select(score => score.ToScore())];
            if (of.Length == source.Metrics.Count) { await writer.AppendScoresAsync(copy, key, of).ConfigureAwait(false); }
        }
    }
}
