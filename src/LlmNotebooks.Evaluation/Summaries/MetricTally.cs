using System.Runtime.InteropServices;
using LlmNotebooks.Metrics;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Evaluation.Summaries;

/// <summary>One metric's scores, condensed as they stream by, sample after sample: a few numbers per sample.</summary>
internal sealed class MetricTally(RunMetric metric, SampleIndex samples)
{
    private readonly List<ItemMoments> _items = [];
    private readonly Dictionary<int, int> _clusters = [];
    private readonly VerdictTally _verdicts = new();
    private readonly ReasonTally _missing = new();
    private int _sample = -1;
    private ItemMoments _scored;
    private int _missingOfSample;
    private int _samples;
    private double _low;
    private double _high;

    /// <summary>Adds an observation; those of one sample come one after the other.</summary>
    public void Add(int sample, double? score, string? reason)
    {
        if (sample != _sample)
        {
            CloseSample();
            _sample = sample;
        }

        if (score is { } value)
        {
            _scored = _scored.With(value);
            if (metric.Info.Passes(value) is { } passed) { _verdicts.Add(samples.Groups[sample], passed); }
        }
        else
        {
            _missingOfSample++;
            _missing.Add(reason ?? "no reason stored");
        }
    }

    /// <summary>The summary, when every observation is in.</summary>
    public MetricSummary Summary(double confidence)
    {
        CloseSample();
        MetricInfo info = metric.Info;
        MeanEstimate estimate = ClusteredMean.Estimate(CollectionsMarshal.AsSpan(_items), _clusters.Count, confidence, metric.Range);
        Interval? bounds = _samples == 0 ? null
            : _missing.Total == 0 && estimate.Mean is { } mean ? new Interval(mean, mean)
            : info.IsBounded ? new Interval(_low / _samples, _high / _samples) : null;
        return new MetricSummary(metric.Name, info, estimate, _missing.Total, _missing.Commonest(), bounds, _verdicts.Consistency());
    }

    private void CloseSample()
    {
        if (_sample < 0) { return; }
        double sum = _scored.Mean * _scored.Observations, all = _scored.Observations + _missingOfSample;
        _samples++;
        _low += (sum + (_missingOfSample * metric.Info.Minimum)) / all;
        _high += (sum + (_missingOfSample * metric.Info.Maximum)) / all;
        if (_scored.Observations > 0)
        {
            ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(_clusters, samples.Clusters[_sample], out bool known);
            if (!known) { number = _clusters.Count - 1; }
            _items.Add(_scored with { Cluster = number });
        }

        (_sample, _scored, _missingOfSample) = (-1, default, 0);
    }
}
