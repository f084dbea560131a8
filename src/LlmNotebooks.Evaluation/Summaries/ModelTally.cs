using System.Runtime.InteropServices;
using LlmNotebooks.Evaluation.Storage;

namespace LlmNotebooks.Evaluation.Summaries;

/// <summary>One model's answers, condensed as they stream by.</summary>
internal sealed class ModelTally(RunPlan plan, SampleIndex samples)
{
    private readonly HashSet<int> _clusters = [];
    private readonly List<double> _latencies = [];
    private readonly List<double> _firstTokens = [];
    private readonly ReasonTally _errors = new();
    private readonly ReasonTally _retried = new();
    private readonly MetricTally[] _metrics = [.. plan.Metrics.Select(metric => new MetricTally(metric, samples))];
    private int _calls;
    private int _samples;
    private int _lastSample = -1;
    private long? _inputTokens;
    private long? _outputTokens;
    private double _outputMs;
    private int _withoutUsage;

    /// <summary>Adds an answer; those of one sample come one after the other.</summary>
    public void Add(SummaryRow row)
    {
        _calls++;
        if (row.Sample != _lastSample)
        {
            _lastSample = row.Sample;
            _samples++;
            _clusters.Add(samples.Clusters[row.Sample]);
        }

        if (row.Retried is not null)
        {
            foreach (string type in row.Retried.Split(',')) { _retried.Add(type); }
        }

        if (row.FirstTokenMs is { } first) { _firstTokens.Add(first); }
        if (row.InputTokens is { } input) { _inputTokens = (_inputTokens ?? 0) + input; }
        if (row.ErrorType is not null)
        {
            _errors.Add(row.ErrorType);
            return;
        }

        _latencies.Add(row.LatencyMs);
        if (row.OutputTokens is { } output)
        {
            _outputTokens = (_outputTokens ?? 0) + output;
            _outputMs += row.LatencyMs;
        }
        else
        {
            _withoutUsage++;
        }
    }

    public void AddScore(int sample, int metric, double? value, string? reason) => _metrics[metric].Add(sample, value, reason);

    public ModelSummary Summary(string model, string? category, double confidence) => new()
    {
        Model = model,
        Category = category,
        Calls = _calls,
        Samples = _samples,
        Clusters = _clusters.Count,
        Errors = _errors.Total,
        ErrorTypes = _errors.Commonest(),
        Retries = _retried.Total,
        RetryTypes = _retried.Commonest(),
        LatencyMs = Spread.Of(CollectionsMarshal.AsSpan(_latencies)),
        TimeToFirstTokenMs = Spread.Of(CollectionsMarshal.AsSpan(_firstTokens)),
        InputTokens = _inputTokens,
        OutputTokens = _outputTokens,
        WithoutUsage = _withoutUsage,
        OutputTokensPerSecond = _outputTokens is { } tokens && _outputMs > 0 ? tokens * 1000 / _outputMs : null,
        Metrics = [.. _metrics.Select(metric => metric.Summary(confidence))],
    };
}
