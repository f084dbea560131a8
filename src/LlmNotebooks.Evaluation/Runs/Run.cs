using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation.Storage;
using LlmNotebooks.Evaluation.Summaries;
using LlmNotebooks.Metrics;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Evaluation;

/// <summary>A stored run. Everything is read from the store when asked for, answer by answer, so a run may be larger than memory.</summary>
/// <remarks>Whatever reads throws <see cref="RunStoreException"/> where the store cannot be read, and <see cref="FileNotFoundException"/> where it is gone.</remarks>
public sealed class Run
{
    private readonly long _key;

    internal Run(string storePath, long key, RunInfo info)
    {
        StorePath = storePath;
        _key = key;
        Info = info;
    }

    /// <summary>The store's file.</summary>
    public string StorePath { get; }

    /// <summary>The run's row as it was when the run was opened.</summary>
    public RunInfo Info { get; }

    /// <summary>Identifies the run within its store.</summary>
    public string Id => Info.Id;

    /// <summary>What the run does.</summary>
    public RunPlan Plan => Info.Plan;

    /// <summary>How far it came when it was opened.</summary>
    public RunStatus Status => Info.Status;

    /// <summary>One summary per model, in the plan's order.</summary>
    /// <param name="confidence">Level of the intervals, in (0, 1).</param>
    public IReadOnlyList<ModelSummary> SummarizeModels(double confidence = 0.95) => Summarize(confidence, byCategory: false);

    /// <summary>One summary per model and category, models in the plan's order, categories in ordinal order; samples without a category stand under the empty one.</summary>
    /// <param name="confidence">Level of the intervals, in (0, 1).</param>
    public IReadOnlyList<ModelSummary> SummarizeCategories(double confidence = 0.95) => Summarize(confidence, byCategory: true);

    /// <summary>Compares two models on the samples that both have scores for.</summary>
    /// <param name="a">Name of the first; differences are first minus second.</param>
    /// <param name="b">Name of the second.</param>
    /// <param name="metric">Which metric; null for the plan's first.</param>
    /// <param name="confidence">Level of the interval and of the verdict, in (0, 1).</param>
    /// <exception cref="ArgumentException">The run has no such model or metric.</exception>
    public PairedComparison Compare(string a, string b, string? metric = null, double confidence = 0.95)
    {
        (int first, int second, int which) = (Candidate(a, nameof(a)), Candidate(b, nameof(b)), Metric(metric));
        return StoreSchema.Read(StorePath, connection => PairedComparison.Compare(
            a, PairReader.Scores(connection, _key, first, which),
            b, PairReader.Scores(connection, _key, second, which), confidence));
    }

    /// <summary>Compares all models with each other, paired by sample.</summary>
    /// <param name="metric">Which metric; null for the plan's first.</param>
    /// <param name="confidence">Level of the intervals, and at which all verdicts hold together, in (0, 1).</param>
    /// <param name="models">Only these, at least two; null for all of the plan's.</param>
    /// <param name="seed">Of the resampling.</param>
    /// <param name="resamples">Of the ranking, at least 100.</param>
    /// <exception cref="ArgumentException">The run has no such model or metric, one is named twice, or there are fewer than two.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> or <paramref name="resamples"/> is out of range.</exception>
    public AllPairsComparison CompareAll(string? metric = null, double confidence = 0.95, IReadOnlyCollection<string>? models = null, long seed = 1, int resamples = 10_000)
    {
        int which = Metric(metric);
        KeyValuePair<string, int>[] candidates = [.. (models ?? [.. Plan.Candidates.Select(candidate => candidate.Name)]).Select(name => KeyValuePair.Create(name, Candidate(name, nameof(models))))];
        RequireDistinct(candidates.Select(candidate => candidate.Key), nameof(models));
        return StoreSchema.Read(StorePath, connection => AllPairsComparison.Compare(
            candidates.ToDictionary(candidate => candidate.Key, IEnumerable<ItemScore> (candidate) => PairReader.Scores(connection, _key, candidate.Value, which), StringComparer.Ordinal),
            seed, resamples, confidence));
    }

    /// <summary>The scores of one model, one for each stored call; null where missing.</summary>
    /// <param name="model">Its name.</param>
    /// <param name="metric">Which metric; null for the plan's first.</param>
    /// <exception cref="ArgumentException">The run has no such model or metric.</exception>
    public IReadOnlyList<ItemScore> Scores(string model, string? metric = null)
    {
        (int candidate, int which) = (Candidate(model, nameof(model)), Metric(metric));
        return StoreSchema.Read<IReadOnlyList<ItemScore>>(StorePath, connection => PairReader.Scores(connection, _key, candidate, which));
    }

    /// <summary>Where two models differ in verdict, both answers side by side.</summary>
    /// <param name="a">Name of the first.</param>
    /// <param name="b">Name of the second.</param>
    /// <param name="metric">Which metric; null for the plan's first.</param>
    /// <exception cref="ArgumentException">The run has no such model or metric.</exception>
    public Disagreements Disagreements(string a, string b, string? metric = null)
    {
        (int first, int second, int which) = (Candidate(a, nameof(a)), Candidate(b, nameof(b)), Metric(metric));
        return StoreSchema.Read(StorePath, connection => PairReader.Disagreements(connection, _key, Plan, first, second, which));
    }

    /// <summary>The stored answers, read as they are enumerated, by model in the plan's order, then by sample in the dataset's, then by repetition.</summary>
    /// <param name="model">Only this model's; null for all.</param>
    /// <exception cref="ArgumentException">The run has no such model.</exception>
    public IEnumerable<Answer> Answers(string? model = null) =>
        AnswerReader.Read(StorePath, _key, Plan, model is null ? null : Candidate(model, nameof(model)));

    /// <summary>The samples that were asked, as they were then.</summary>
    /// <exception cref="RunStoreException">They no longer have the content that the plan names.</exception>
    public Dataset LoadDataset()
    {
        Dataset dataset = StoreSchema.Read(StorePath, connection => Dataset.Restore(Plan.DatasetName, Plan.DatasetSource, RunRows.Samples(connection, _key)));
        return string.Equals(dataset.Hash, Plan.DatasetHash, StringComparison.Ordinal)
            ? dataset
            : throw new RunStoreException($"The samples of run '{Id}' in '{StorePath}' have the hash {dataset.Hash}, and the run was made with {Plan.DatasetHash}: the store was changed.", StorePath);
    }

    /// <summary>Scores the stored answers anew, also by other metrics, into a run of its own. No model is called.</summary>
    /// <param name="metrics">How answers are scored, with distinct names, at least one.</param>
    /// <param name="options">Where to, and under what name; null for the same store.</param>
    /// <param name="progress">Told of scored answers, at most ten times a second and at the last one.</param>
    /// <param name="cancellationToken">Ends the work; what is scored is kept, and gone on with by <see cref="ReplayOptions.RunId"/>.</param>
    /// <returns>The new run: the same answers, usage and times, other scores. A failed call stays an error with missing scores.</returns>
    /// <exception cref="ArgumentException">There is no metric, or two have one name.</exception>
    /// <exception cref="RunInterruptedException">The token was cancelled, or the cell interrupted.</exception>
    public Task<Run> ReplayAsync(IReadOnlyList<IMetric> metrics, ReplayOptions? options = null, IProgress<RunProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return Replay.RunAsync(this, metrics, options ?? new ReplayOptions(), progress, cancellationToken);
    }

    /// <summary>Writes every stored answer with its scores, in the order of <see cref="Answers"/>.</summary>
    /// <param name="writer">Where to; it stays open.</param>
    /// <param name="format">How.</param>
    /// <param name="cancellationToken">Ends the work between two answers.</param>
    public Task ExportAsync(TextWriter writer, ExportFormat format, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return RunExporter.WriteAsync(this, writer, format, cancellationToken);
    }

    /// <summary>Id and status.</summary>
    public override string ToString() => $"Run {Id} ({Status}, {Info.Answers} of {Plan.Calls} calls)";

    private IReadOnlyList<ModelSummary> Summarize(double confidence, bool byCategory)
    {
        Distribution.ValidConfidence(confidence);
        return StoreSchema.Read(StorePath, connection => SummaryReader.Read(connection, _key, Plan, confidence, byCategory));
    }

    internal static void RequireDistinct(IEnumerable<string> models, string parameter)
    {
        if (models.CountBy(name => name, StringComparer.Ordinal).FirstOrDefault(model => model.Value > 1).Key is { } twice) { throw new ArgumentException($"'{twice}' is named twice.", parameter); }
    }

    private int Candidate(string name, string parameter)
    {
        int index = Plan.Candidates.Select(candidate => candidate.Name).ToList().IndexOf(name);
        return index >= 0
            ? index
            : throw new ArgumentException($"Run '{Id}' has no model '{name}'; it has {string.Join(", ", Plan.Candidates.Select(candidate => candidate.Name))}.", parameter);
    }

    private int Metric(string? name)
    {
        int index = name is null && Plan.Metrics.Count > 0 ? 0 : Plan.Metrics.ToList().IndexOf(name!);
        return index >= 0
            ? index
            : throw new ArgumentException($"Run '{Id}' has no metric '{name}'; it has {(Plan.Metrics.Count == 0 ? "none" : string.Join(", ", Plan.Metrics))}.", nameof(name));
    }
}
