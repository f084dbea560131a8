using LlmNotebooks.Candidates;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation.Storage;
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
        IReadOnlyList<IMetric> metrics,
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

        Distinct(candidates.Select(candidate => candidate.Name), "candidate", nameof(candidates));
        Distinct(metrics.Select(metric => metric.Name), "metric", nameof(metrics));
        foreach (Candidate candidate in candidates) { _ = candidate.Client; }

        RunPlan plan = Plan(dataset, candidates, metrics, options);
        Spending? spending = options.Budget is { } budget ? new Spending(budget, options, candidates, plan.Candidates) : null;
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, HostCancellation.Current);
        string path = options.StorePath ?? TemporaryStore.NewPath();
        await WarmUp.RunAsync(candidates, options, stop.Token).ConfigureAwait(false);
        RunRecorder recorder = RunRecorder.Begin(path, plan, dataset, options, spending);
        await using (recorder.ConfigureAwait(false))
        {
            using Runner runner = new(dataset, recorder, new Caller(options, candidates, new Scorer(metrics), spending), options, progress);
            RunStatus status = await runner.RunAsync(stop.Token).ConfigureAwait(false);
            await recorder.EndAsync(status).ConfigureAwait(false);
            if (status == RunStatus.Interrupted)
            {
                throw new RunInterruptedException(recorder.Info.Id, path, runner.Done, recorder.Info.Plan.Calls,
                    cancellationToken.IsCancellationRequested ? cancellationToken : HostCancellation.Current);
            }
        }

        return await RunStore.Open(path).OpenRunAsync(recorder.Info.Id, CancellationToken.None).ConfigureAwait(false);
    }

    internal static void Distinct(IEnumerable<string> names, string what, string parameter)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string name in names)
        {
            if (!seen.Add(name)) { throw new ArgumentException($"Two {what}s are named '{name}'; give each its own name.", parameter); }
        }
    }

    private static RunPlan Plan(Dataset dataset, IReadOnlyList<Candidate> candidates, IReadOnlyList<IMetric> metrics, RunOptions options) => new()
    {
        DatasetName = dataset.Name,
        DatasetHash = dataset.Hash,
        DatasetSource = dataset.Source,
        Samples = dataset.Samples.Count,
        Candidates = [.. candidates.Select(c => new RunCandidate(c.Name, c.Source, c.ModelId, c.FileBytes))],
        Metrics = [.. metrics.Select(metric => metric.Name)],
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
