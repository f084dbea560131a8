using System.Runtime.InteropServices;
using LlmNotebooks.Evaluation.Storage;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Evaluation.Summaries;

/// <summary>One metric's scores, condensed as they stream by: a few numbers per sample.</summary>
internal sealed class MetricTally(string metric, SampleIndex samples)
{
    // Per sample: its scored observations, and how many are missing.
    private readonly Dictionary<int, (ItemMoments Scored, int Missing)> _bySample = [];
    private readonly VerdictTally _verdicts = new();
    private readonly ReasonTally _missing = new();

    public void Add(int sample, double? score, string? reason)
    {
        ref (ItemMoments Scored, int Missing) tally = ref CollectionsMarshal.GetValueRefOrAddDefault(_bySample, sample, out _);
        if (score is { } value)
        {
            tally.Scored = tally.Scored.With(value);
            _verdicts.Add(samples.Groups[sample], value);
        }
        else
        {
            tally.Missing++;
            _missing.Add(reason ?? "no reason stored");
        }
    }

    public MetricSummary Summary(double confidence)
    {
        Dictionary<int, int> clusters = [];
        List<ItemMoments> items = [];
        double low = 0, high = 0;
        foreach ((int sample, (ItemMoments scored, int missing)) in _bySample)
        {
            double sum = scored.Mean * scored.Observations;
            double all = scored.Observations + missing;
            low += sum / all;
            high += (sum + missing) / all;
            if (scored.Observations == 0) { continue; }
            if (!clusters.TryGetValue(samples.Clusters[sample], out int cluster)) { clusters.Add(samples.Clusters[sample], cluster = clusters.Count); }
            items.Add(scored with { Cluster = cluster });
        }

        MeanEstimate estimate = ClusteredMean.Estimate(CollectionsMarshal.AsSpan(items), clusters.Count, confidence);
        Interval? bounds = _bySample.Count == 0 ? null : new Interval(low / _bySample.Count, high / _bySample.Count);
        if (_missing.Total == 0 && estimate.Mean is { } mean) { bounds = new Interval(mean, mean); }
        return new MetricSummary(metric, estimate, _missing.Total, _missing.Commonest(), bounds, _verdicts.Consistency());
    }
}
