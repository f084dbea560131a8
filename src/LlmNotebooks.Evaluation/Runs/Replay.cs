using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation.Storage;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Evaluation;

/// <summary>Scores stored answers anew.</summary>
internal static class Replay
{
    public static async Task<Run> RunAsync(Run source, IReadOnlyList<IMetric> metrics, ReplayOptions options, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        if (metrics.Count == 0) { throw new ArgumentException("There is no metric to score by.", nameof(metrics)); }
        Evaluator.Distinct(metrics.Select(metric => metric.Name), "metric", nameof(metrics));
        string path = options.StorePath ?? source.StorePath;
        Dataset dataset = source.LoadDataset();
        RunPlan plan = source.Plan with { Metrics = [.. metrics.Select(metric => metric.Name)] };
        RunOptions run = new() { RunId = options.RunId, Name = options.Name, Repetitions = plan.Repetitions, Seed = plan.Seed, TimeProvider = options.TimeProvider };
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, HostCancellation.Current);
        RunRecorder recorder = RunRecorder.Begin(path, plan, dataset, run, replayOf: $"{source.Id} in {source.StorePath}");
        await using (recorder.ConfigureAwait(false))
        {
            ProgressReporter reporter = new(progress, recorder.Info, recorder.DoneByCandidate, recorder.ErrorsByCandidate, options.TimeProvider);
            Rescoring rescoring = new(plan, dataset, recorder, new Scorer(metrics), reporter);
            ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.Concurrency, CancellationToken = stop.Token };
            try
            {
                await Parallel.ForEachAsync(source.Answers(), parallel, rescoring.RescoreAsync).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                await recorder.EndAsync(RunStatus.Interrupted).ConfigureAwait(false);
                throw new RunInterruptedException(recorder.Info.Id, path, reporter.Done, plan.Calls, cancellationToken.IsCancellationRequested ? cancellationToken : HostCancellation.Current);
            }

            // As far as the answers go: what was never asked cannot be scored.
            await recorder.EndAsync(reporter.Done == plan.Calls ? RunStatus.Completed : RunStatus.Interrupted).ConfigureAwait(false);
        }

        return await RunStore.Open(path).OpenRunAsync(recorder.Info.Id, CancellationToken.None).ConfigureAwait(false);
    }

    private sealed class Rescoring(RunPlan plan, Dataset dataset, RunRecorder recorder, Scorer scorer, ProgressReporter reporter)
    {
        private readonly CallPlan _calls = new(plan.Candidates.Count, plan.Samples, plan.Repetitions);
        private readonly Dictionary<string, int> _candidates = Positions(plan.Candidates.Select(candidate => candidate.Name));
        private readonly Dictionary<string, int> _samples = Positions(dataset.Samples.Select(sample => sample.Id));

        public async ValueTask RescoreAsync(Answer answer, CancellationToken cancellationToken)
        {
            (int candidate, int sample) = (_candidates[answer.Model], _samples[answer.SampleId]);
            if (recorder.Done[(int)_calls.IndexOf(candidate, sample, answer.Repetition)]) { return; }
            IReadOnlyList<Score> scores = await scorer.ScoreAsync(dataset.Samples[sample], answer.Text, answer.ErrorType, [], cancellationToken).ConfigureAwait(false);
            AnswerRow row = new(
                candidate, sample, answer.Repetition, answer.Seed, answer.StartedAt, answer.LatencyMs, answer.TimeToFirstTokenMs,
                answer.InputTokens, answer.OutputTokens, answer.CachedInputTokens, answer.ReasoningTokens,
                answer.Text, answer.FinishReason, answer.ModelId, answer.ErrorType, answer.ErrorMessage, scores)
            {
                Retried = answer.Retried,
                WaitedMs = answer.WaitedMs,
            };
            await recorder.Writer.AppendAsync(row, CancellationToken.None).ConfigureAwait(false);
            reporter.Stored(candidate, answer.IsError);
        }

        private static Dictionary<string, int> Positions(IEnumerable<string> names) =>
            names.Select((name, index) => (name, index)).ToDictionary(pair => pair.name, pair => pair.index, StringComparer.Ordinal);
    }
}
