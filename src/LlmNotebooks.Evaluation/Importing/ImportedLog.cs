using LlmNotebooks.Datasets;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Evaluation.Importing;

/// <summary>What a log holds, in the terms of a run.</summary>
internal sealed class ImportedLog(string tool, string path)
{
    private readonly Dictionary<string, Sample> _samples = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _metrics = new(StringComparer.Ordinal);

    public string Tool => tool;

    public string Path => path;

    /// <summary>The log's own name; null where it has none.</summary>
    public string? Name { get; set; }

    /// <summary>When the log was begun; null where it does not tell.</summary>
    public DateTimeOffset? Created { get; set; }

    /// <summary>How the evaluation ended.</summary>
    public RunStatus Status { get; set; } = RunStatus.Completed;

    public List<ImportedAnswer> Answers { get; } = [];

    /// <summary>The samples in the order in which they came.</summary>
    public List<Sample> Samples { get; } = [];

    /// <summary>Takes up a sample, once.</summary>
    public void Add(Sample sample)
    {
        if (_samples.TryAdd(sample.Id, sample)) { Samples.Add(sample); }
    }

    public bool Has(string sample) => _samples.ContainsKey(sample);

    /// <summary>Takes up a score of an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="metric">The log's name for it.</param>
    /// <param name="score">What it says.</param>
    /// <param name="isShare">Whether the tool gives it as one of 0 to 1.</param>
    public void Score(ImportedAnswer answer, string metric, Score score, bool isShare)
    {
        answer.Scores[metric] = score;
        _metrics[metric] = _metrics.GetValueOrDefault(metric, true) && isShare && (score.Value is null or (>= 0 and <= 1));
    }

    /// <summary>The log's metrics. Of one whose range the tool does not give, no bound is known.</summary>
    public IReadOnlyList<MetricInfo> Metrics =>
    [
        .. _metrics.Select(metric => new MetricInfo
        {
            Name = metric.Key,
            Minimum = metric.Value ? 0 : double.NegativeInfinity,
            Maximum = metric.Value ? 1 : double.PositiveInfinity,
            PassMark = metric.Value ? 1 : null,
            Source = tool,
            Summary = $"as {tool} scored it",
            Parameters = { ["imported_from"] = tool },
        }),
    ];
}
