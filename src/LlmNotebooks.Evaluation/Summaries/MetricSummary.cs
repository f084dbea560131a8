using LlmNotebooks.Metrics;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Evaluation;

/// <summary>One metric of one model, over a run or one category of it.</summary>
/// <param name="Metric">The metric's name in the run.</param>
/// <param name="Info">Its facts.</param>
/// <param name="Estimate">Mean over samples of their scores, with standard errors clustered by the samples' cluster keys, and an interval: for scores with a range inside of it.</param>
/// <param name="Missing">Answers without a score, those of failed calls included.</param>
/// <param name="MissingReasons">Why, the commonest first; at most 20, the rest under "other reasons".</param>
/// <param name="Bounds">Where the mean would be if every missing score were the least that the metric gives, and if every one were the greatest; the mean itself twice where none is missing. Null without answers, and where scores are missing of a metric whose range has no bounds.</param>
/// <param name="Consistency">Agreement of verdicts; null where no group has two scored observations.</param>
public sealed record MetricSummary(
    string Metric,
    MetricInfo Info,
    MeanEstimate Estimate,
    int Missing,
    IReadOnlyList<ReasonCount> MissingReasons,
    Interval? Bounds,
    Consistency? Consistency)
{
    /// <summary>Mean score; null where every score is missing.</summary>
    public double? Mean => Estimate.Mean;

    /// <summary>Why there is no <see cref="Consistency"/>; null where there is one.</summary>
    public string? ConsistencyReason => Consistency is not null ? null
        : Info.EffectivePassMark is null ? "the metric has no pass mark"
        : "no sample has two scored answers: repeat calls, or give paraphrases one cluster and a template each";
}
