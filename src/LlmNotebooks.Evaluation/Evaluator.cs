using LlmNotebooks.Candidates;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation.Calls;
using LlmNotebooks.Evaluation.Scoring;
using LlmNotebooks.Evaluation.Storage;
using LlmNotebooks.Evaluation.Storage.Sqlite;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Evaluation;

/// <summary>Runs candidates on a dataset.</summary>
public static class Evaluator
{
    /// <summary>Has every candidate answer every sample, scores the answers and stores each at once.</summary>
    /// <param name="dataset">What is asked.</param>
    /// <param name="candidates">Who answers, at least one, with distinct names. Their clients are opened before the first call and stay open.</param>
    /// <param name="metrics">How answers are scored, with distinct names; may be none, for latency alone.</param>
    /// <param name="options">How the run is made; null for the defaults.</param>
    /// <param name="progress">Told of stored answers, at most ten times a second and at the last one.</param>
    /// <param name="cancellationToken">Ends the run; calls under way, to a model or to a metric, are given up and asked again when the run goes on; answers that are scored are kept. In a notebook cell of this project's kernel an interrupt does the same without it.</param>
    /// <returns>The finished run, or one that stopped before its budget. A failed call is an error in it, with missing scores, and does not end the run.</returns>
    /// <exception cref="ArgumentException">There is no candidate, two have one name, or the options do not fit together.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The run would have more than 2³¹ − 1 calls.</exception>
    /// <exception cref="RunInterruptedException"><paramref name="cancellationToken"/> was cancelled, or the cell interrupted; the stored run is marked as interrupted.</exception>
    /// <exception cref="RunStoreException">The store cannot be written, or holds another run under this id.</exception>
    public static async Task<Run> RunAsync(
        Dataset dataset,
        IReadOnlyList<Candidate> candidates,
        IReadOnlyList<IScorer> metrics,
        RunOptions? options = null,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(metrics);
        options ??= new RunOptions();
        if (candidates.Count == 0) { throw new ArgumentException("There is no candidate to run.", nameof(candidates)); }
        if (options is { FirstTokenTimeout: not null, Streaming: false })
        {
            throw new ArgumentException("A limit to the first token needs streamed answers: leave RunOptions.FirstTokenTimeout null, or let RunOptions.Streaming be true.", nameof(options));
        }

        if (candidates.CountBy(candidate => candidate.Name, StringComparer.Ordinal).FirstOrDefault(name => name.Value > 1).Key is { } twice)
        {
            throw new ArgumentException($"Two candidates are named '{twice}'; give each its own name.", nameof(candidates));
        }

        ScorerSet scorers = new(metrics, nameof(metrics));
        foreach (Candidate candidate in candidates) { _ = candidate.Client; }

        RunPlan plan = Plan(dataset, candidates, scorers.Metrics, options);
        CallPlan calls = new(plan.Candidates.Count, plan.Samples, plan.Repetitions);
        if (calls.Calls > int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(nameof(dataset), calls.Calls, $"A run has at most {int.MaxValue} calls (candidates × samples × repetitions); split the dataset, or repeat less.");
        }

        Spending? spending = options.Budget is { } budget ? new Spending(budget, options, candidates, plan.Candidates) : null;
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, HostCancellation.Current);
        SqliteRunStore store = new(options.StorePath ?? TemporaryStore.NewPath());
        await WarmUp.RunAsync(candidates, options, stop.Token).ConfigureAwait(false);
        IRunWriter writer = store.BeginRun(plan, dataset, options);
        await using (writer.ConfigureAwait(false))
        {
            RunStatus status;
            DoneCalls done = DoneCalls.Read(calls, plan, writer.Run.Answers == 0 ? [] : store.Answers(writer.Run.Id, new AnswerQuery()), dataset, options, spending);
            ScoringInfo? scoring = scorers.Metrics.Count == 0 ? null : writer.BeginScoring(scorers.Metrics);
            using ProgressReporter reporter = new(progress, writer.Run, done.ByCandidate, done.ErrorsByCandidate, options.TimeProvider, scoring is not null, Math.Max(0, (scoring?.Answers ?? 0) - (options.RetryErrors ? writer.Run.Errors : 0)));
            ScoringStage? stage = scoring is null ? null
                : new ScoringStage(store, writer, dataset, scorers, scoring, [.. candidates.SelectMany(candidate => candidate.Secrets)], options.ScoringConcurrency, reporter, stop.Token);
            CallEngine engine = new(dataset, candidates, writer, new Caller(options, candidates, spending), options, reporter, answer => stage?.Offer(answer));
            try
            {
                status = await engine.RunAsync(calls, done, stop.Token).ConfigureAwait(false);
                if (stage is not null && await stage.CompleteAsync(everyAnswer: status == RunStatus.Completed).ConfigureAwait(false) is var scored)
                {
                    await writer.EndScoringAsync(scoring!, scored == RunStatus.Completed && status != RunStatus.Completed ? status : scored).ConfigureAwait(false);
                    if (scored == RunStatus.Interrupted) { status = RunStatus.Interrupted; }
                }
            }
            catch
            {
                await TryMarkFailedAsync(writer, stage, scoring).ConfigureAwait(false);
                throw;
            }

            await writer.EndAsync(status).ConfigureAwait(false);
            if (status == RunStatus.Interrupted)
            {
                throw new RunInterruptedException(writer.Run.Id, store.Location, reporter.Done, plan.Calls, cancellationToken.IsCancellationRequested ? cancellationToken : HostCancellation.Current);
            }
        }

        return new Run(store, store.FindRun(writer.Run.Id)!);
    }

    private static async Task TryMarkFailedAsync(IRunWriter writer, ScoringStage? stage, ScoringInfo? scoring)
    {
        try
        {
            // What failed may have failed in the scoring too; the caller gets the cause either way.
            if (stage is not null) { await stage.StopAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); }
            if (scoring is not null) { await writer.EndScoringAsync(scoring, RunStatus.Failed).ConfigureAwait(false); }
            await writer.EndAsync(RunStatus.Failed).ConfigureAwait(false);
        }
        catch (RunStoreException)
        {
            // The store is what failed: the run stays marked as running, and the caller gets the cause.
        }
    }

    private static RunPlan Plan(Dataset dataset, IReadOnlyList<Candidate> candidates, IReadOnlyList<MetricInfo> metrics, RunOptions options) => new()
    {
        DatasetName = dataset.Name,
        DatasetHash = dataset.Hash,
        DatasetSource = dataset.Source,
        Samples = dataset.Samples.Count,
        Candidates = [.. candidates.Select(RunCandidate.Of)],
        Metrics = metrics,
        Repetitions = options.Repetitions,
        Seed = options.Seed,
        Temperature = options.Temperature,
        MaxOutputTokens = options.MaxOutputTokens,
        SystemPrompt = options.SystemPrompt,
        Streaming = options.Streaming,
        Concurrency = options.Concurrency,
        Timeout = options.Timeout,
    };
}
