using LlmNotebooks.Evaluation;
using LlmNotebooks.Pricing.Ownership;

namespace LlmNotebooks.Decisions;

/// <summary>What a stored run says about machines of one's own: how fast a model answers there, and how much it solves.</summary>
public static class OwnershipEvidence
{
    /// <summary>A machine's throughput as the run measured it, with prompts like the run's.</summary>
    /// <param name="run">The run.</param>
    /// <param name="model">The model's name.</param>
    /// <exception cref="ArgumentException">The run has no such model, or no answer of it that reports its tokens.</exception>
    public static MachineThroughput ThroughputOf(this Run run, string model) => new() { OutputTokensPerSecond = (decimal)MeasuredThroughput.Of(run, model).OutputTokensPerSecond };

    /// <summary>The share of tasks that a model solves, with the run's interval.</summary>
    /// <param name="run">The run.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="metric">Which metric, with range [0, 1]; null for the run's first.</param>
    /// <param name="confidence">Level of the interval, in (0, 1).</param>
    /// <exception cref="ArgumentException">The run has no such model or metric, every score is missing, or there are too few for an interval.</exception>
    public static Uncertain ShareSolvedBy(this Run run, string model, string? metric = null, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(run);
        ModelSummary summary = run.SummarizeModels(confidence).FirstOrDefault(summary => summary.Model == model)
            ?? throw new ArgumentException($"Run '{run.Id}' has no model '{model}'; it has {string.Join(", ", run.Plan.Candidates.Select(candidate => candidate.Name))}.", nameof(model));
        MetricSummary score = summary.Metric(run.Metric(metric).Name);
        if (score.Mean is not { } mean) { throw new ArgumentException($"Every score of '{model}' in run '{run.Id}' is missing.", nameof(model)); }
        if (score.Estimate.Interval is not { } interval) { throw new ArgumentException($"Run '{run.Id}' is too small for an interval of '{model}'.", nameof(model)); }
        return Uncertain.Measured((decimal)mean, (decimal)Math.Min(interval.Lower, mean), (decimal)Math.Max(interval.Upper, mean), confidence);
    }
}
