using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation.Scoring;
using LlmNotebooks.Evaluation.Storage;
using LlmNotebooks.Evaluation.Storage.Sqlite;
using LlmNotebooks.Evaluation.Summaries;
using LlmNotebooks.Metrics;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Evaluation;

/// <summary>A stored run. Everything is read from the store when asked for, answer by answer, so a run may be larger than memory.</summary>
/// <remarks>Whatever reads throws <see cref="RunStoreException"/> where the store cannot be read, and <see cref="FileNotFoundException"/> where it is gone.</remarks>
public sealed class Run
{
    private readonly IRunStore _store;

    internal Run(IRunStore store, RunInfo info)
    {
        _store = store;
        Info = info;
        Scorings = store.Scorings(info.Id);
        Metrics = RunMetric.Of(Scorings);
    }

    /// <summary>The store's file.</summary>
    public string StorePath => _store.Location;

    /// <summary>The run's row as it was when the run was opened.</summary>
    public RunInfo Info { get; }

    /// <summary>Identifies the run within its store.</summary>
    public string Id => Info.Id;

    /// <summary>What the run does.</summary>
    public RunPlan Plan => Info.Plan;

    /// <summary>How far it came when it was opened.</summary>
    public RunStatus Status => Info.Status;

    /// <summary>The scorings of its answers, the plan's first.</summary>
    public IReadOnlyList<ScoringInfo> Scorings { get; }

    /// <summary>The metrics of all its scorings, under the names by which they are asked for.</summary>
    public IReadOnlyList<RunMetric> Metrics { get; }

    /// <summary>One summary per model, in the plan's order.</summary>
    /// <param name="confidence">Level of the intervals, in (0, 1).</param>
    public IReadOnlyList<ModelSummary> SummarizeModels(double confidence = 0.95) => Summarize(confidence).Models;

    /// <summary>One summary per model and category, models in the plan's order, categories in ordinal order; samples without a category stand under the empty one.</summary>
    /// <param name="confidence">Level of the intervals, in (0, 1).</param>
    public IReadOnlyList<ModelSummary> SummarizeCategories(double confidence = 0.95) => Summarize(confidence).Categories;

    /// <summary>Both, of one pass over the answers.</summary>
    /// <param name="confidence">Level of the intervals, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is not in (0, 1).</exception>
    public RunSummary Summarize(double confidence = 0.95)
    {
        Distribution.ValidConfidence(confidence);
        return SummaryReader.Read(_store, Info, Metrics, confidence);
    }

    /// <summary>Compares two models on the samples that both have scores for.</summary>
    /// <param name="a">Name of the first; differences are first minus second.</param>
    /// <param name="b">Name of the second.</param>
    /// <param name="metric">Which metric; null for the run's first.</param>
    /// <param name="confidence">Level of the interval and of the verdict, in (0, 1).</param>
    /// <exception cref="ArgumentException">The run has no such model or metric.</exception>
    public PairedComparison Compare(string a, string b, string? metric = null, double confidence = 0.95)
    {
        (int first, int second, RunMetric which) = (Candidate(a, nameof(a)), Candidate(b, nameof(b)), Metric(metric));
        List<ItemScore>[] scores = PairReader.Scores(_store, Info, which, [first, second]);
        return PairedComparison.Compare(a, scores[0], b, scores[1], confidence, which.Range, which.Info.Better == Better.Lower);
    }

    /// <summary>Compares all models with each other, paired by sample.</summary>
    /// <param name="metric">Which metric; null for the run's first.</param>
    /// <param name="confidence">Level of the intervals, and at which all verdicts hold together, in (0, 1).</param>
    /// <param name="models">Only these, at least two; null for all of the plan's.</param>
    /// <param name="seed">Of the resampling.</param>
    /// <param name="resamples">Of the ranking, at least 100.</param>
    /// <exception cref="ArgumentException">The run has no such model or metric, one is named twice, or there are fewer than two.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> or <paramref name="resamples"/> is out of range.</exception>
    public AllPairsComparison CompareAll(string? metric = null, double confidence = 0.95, IReadOnlyCollection<string>? models = null, long seed = 1, int resamples = 10_000)
    {
        RunMetric which = Metric(metric);
        KeyValuePair<string, int>[] candidates = [.. (models ?? [.. Plan.Candidates.Select(candidate => candidate.Name)]).Select(name => KeyValuePair.Create(name, Candidate(name, nameof(models))))];
        RequireDistinct(candidates.Select(candidate => candidate.Key), nameof(models));
        List<ItemScore>[] scores = PairReader.Scores(_store, Info, which, [.. candidates.Select(candidate => candidate.Value)]);
        return AllPairsComparison.Compare(
            candidates.Zip(scores).ToDictionary(pair => pair.First.Key, IEnumerable<ItemScore> (pair) => pair.Second, StringComparer.Ordinal),
            seed, resamples, confidence, which.Range, which.Info.Better == Better.Lower);
    }

    /// <summary>The scores of one model, one for each stored call; null where missing.</summary>
    /// <param name="model">Its name.</param>
    /// <param name="metric">Which metric; null for the run's first.</param>
    /// <exception cref="ArgumentException">The run has no such model or metric.</exception>
    public IReadOnlyList<ItemScore> Scores(string model, string? metric = null)
    {
        (int candidate, RunMetric which) = (Candidate(model, nameof(model)), Metric(metric));
        return PairReader.Scores(_store, Info, which, [candidate])[0];
    }

    /// <summary>Where two models differ in verdict, both answers side by side.</summary>
    /// <param name="a">Name of the first.</param>
    /// <param name="b">Name of the second.</param>
    /// <param name="metric">Which metric; null for the run's first.</param>
    /// <exception cref="ArgumentException">The run has no such model or metric.</exception>
    public Disagreements Disagreements(string a, string b, string? metric = null)
    {
        (int first, int second, RunMetric which) = (Candidate(a, nameof(a)), Candidate(b, nameof(b)), Metric(metric));
        return PairReader.Disagreements(_store, Info, which, first, second);
    }

    /// <summary>The stored answers, read as they are enumerated, by model in the plan's order, then by sample in the dataset's, then by repetition.</summary>
    /// <param name="model">Only this model's; null for all.</param>
    /// <exception cref="ArgumentException">The run has no such model.</exception>
    public IEnumerable<Answer> Answers(string? model = null) =>
        AnswerView.Read(_store, Info, Metrics, model is null ? null : Candidate(model, nameof(model)));

    /// <summary>What the stored calls took, without their texts, in the same order.</summary>
    /// <param name="model">Only this model's; null for all.</param>
    /// <exception cref="ArgumentException">The run has no such model.</exception>
    internal IEnumerable<AnswerRow> Facts(string? model = null) =>
        _store.Answers(Id, new AnswerQuery { Candidate = model is null ? null : Candidate(model, nameof(model)), WithScores = true });

    /// <summary>What grouping needs of the samples, in the dataset's order.</summary>
    internal IEnumerable<SampleFacts> SampleFacts() => _store.SampleFacts(Id);

    /// <summary>The samples that were asked, as they were then.</summary>
    /// <exception cref="RunStoreException">They no longer have the content that the plan names.</exception>
    public Dataset LoadDataset()
    {
        Dataset dataset = Dataset.Restore(Plan.DatasetName, Plan.DatasetSource, _store.Samples(Id));
        return string.Equals(dataset.Hash, Plan.DatasetHash, StringComparison.Ordinal)
            ? dataset
            : throw new RunStoreException($"The samples of run '{Id}' in '{StorePath}' have the hash {dataset.Hash}, and the run was made with {Plan.DatasetHash}: the store was changed.", StorePath);
    }

    /// <summary>Scores the stored answers by further metrics, or by the same again. No model is called, and no answer is copied.</summary>
    /// <param name="metrics">How answers are scored, with distinct names, at least one.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told of scored answers, at most ten times a second and at the last one.</param>
    /// <param name="cancellationToken">Ends the work; what is scored is kept, and the same metrics score the rest when they are asked again.</param>
    /// <returns>The run with the new scores beside the others. A failed call stays an error with missing scores.</returns>
    /// <exception cref="ArgumentException">There is no metric, or two have one name.</exception>
    /// <exception cref="RunInterruptedException">The token was cancelled, or the cell interrupted.</exception>
    public async Task<Run> ScoreAsync(IReadOnlyList<IScorer> metrics, ScoringOptions? options = null, IProgress<RunProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        if (metrics.Count == 0) { throw new ArgumentException("There is no metric to score by.", nameof(metrics)); }
        options ??= new ScoringOptions();
        ScorerSet scorers = new(metrics, nameof(metrics));
        Dataset dataset = LoadDataset();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, HostCancellation.Current);
        IRunStore store = _store;
        if (options.StorePath is { } path && !string.Equals(Path.GetFullPath(path), Path.GetFullPath(StorePath), StringComparison.Ordinal))
        {
            store = new SqliteRunStore(path);
            await RunCopy.CopyAsync(_store, Info, dataset, store, options.TimeProvider, stop.Token).ConfigureAwait(false);
        }

        await RunScorer.ScoreAsync(store, Info, dataset, scorers, options, progress, stop.Token).ConfigureAwait(false);
        return new Run(store, store.FindRun(Id)!);
    }

    /// <summary>Writes every stored answer with its scores, in the order of <see cref="Answers"/>.</summary>
    /// <param name="writer">Where to; it stays open.</param>
    /// <param name="format">How.</param>
    /// <param name="cancellationToken">Ends the work between two answers.</param>
    public Task ExportAsync(TextWriter writer, ExportFormat format, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return RunExporter.WriteAsync(this, writer, format, new ExportOptions(), cancellationToken);
    }

    /// <summary>Writes every stored answer with its scores as CSV, and tells what was guarded.</summary>
    /// <param name="writer">Where to; it stays open.</param>
    /// <param name="options">What the table is guarded against; null for the defaults, which are those of <see cref="ExportAsync"/>.</param>
    /// <param name="cancellationToken">Ends the work between two answers.</param>
    /// <returns>How many cells got an apostrophe, so that no spreadsheet runs them as formulas.</returns>
    public Task<int> ExportCsvAsync(TextWriter writer, ExportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return RunExporter.WriteAsync(this, writer, ExportFormat.Csv, options ?? new ExportOptions(), cancellationToken);
    }

    /// <summary>Id and status.</summary>
    public override string ToString() => $"Run {Id} ({Status}, {Info.Answers} of {Plan.Calls} calls)";

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

    /// <summary>A metric of the run.</summary>
    /// <param name="name">Its name in the run; null for the run's first.</param>
    /// <exception cref="ArgumentException">The run has no such metric.</exception>
    public RunMetric Metric(string? name = null) =>
        (name is null ? (Metrics.Count > 0 ? Metrics[0] : null) : Metrics.FirstOrDefault(metric => string.Equals(metric.Name, name, StringComparison.Ordinal)))
        ?? throw new ArgumentException($"Run '{Id}' has no metric{(name is null ? "" : $" '{name}'")}; it has {(Metrics.Count == 0 ? "none" : string.Join(", ", Metrics.Select(metric => metric.Name)))}.", nameof(name));
}
