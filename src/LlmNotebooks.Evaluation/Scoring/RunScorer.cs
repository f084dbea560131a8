using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation.Storage;

namespace LlmNotebooks.Evaluation.Scoring;

/// <summary>Scores the answers of a stored run.</summary>
internal static class RunScorer
{
    /// <exception cref="RunInterruptedException">The token was cancelled.</exception>
    public static async Task ScoreAsync(IRunStore store, RunInfo run, Dataset dataset, ScorerSet scorers, ScoringOptions options, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        IRunWriter writer = store.OpenForScoring(run.Id, options.TimeProvider);
        await using (writer.ConfigureAwait(false))
        {
            ScoringInfo scoring = writer.BeginScoring(scorers.Metrics, options.Again);
            long[] done = new long[run.Plan.Candidates.Count], errors = new long[done.Length];
            foreach (AnswerRow row in store.Answers(run.Id, new AnswerQuery()))
            {
                done[row.Candidate]++;
                if (row.IsError) { errors[row.Candidate]++; }
            }

            using ProgressReporter reporter = new(progress, run, done, errors, options.TimeProvider, isScored: true, scoring.Answers);
            ScoringStage stage = new(store, writer, dataset, scorers, scoring, options.Secrets, options.Concurrency, reporter, cancellationToken);
            RunStatus status;
            try
            {
                status = await stage.CompleteAsync().ConfigureAwait(false);
            }
            catch
            {
                await TryMarkFailedAsync(writer, scoring).ConfigureAwait(false);
                throw;
            }

            await writer.EndScoringAsync(scoring, status).ConfigureAwait(false);
            if (status == RunStatus.Interrupted)
            {
                throw new RunInterruptedException(run.Id, store.Location, done.Sum(), run.Plan.Calls, cancellationToken);
            }
        }
    }

    private static async Task TryMarkFailedAsync(IRunWriter writer, ScoringInfo scoring)
    {
        try
        {
            await writer.EndScoringAsync(scoring, RunStatus.Failed).ConfigureAwait(false);
        }
        catch (RunStoreException)
        {
            // The store is what failed, and the caller gets the cause.
        }
    }
}
