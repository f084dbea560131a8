using LlmNotebooks.Statistics;

namespace LlmNotebooks.Evaluation;

/// <summary>One metric of one model, over a run or one category of it.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="Estimate">Mean over samples of their scores, with standard errors clustered by the samples' cluster keys, and the t interval.</param>
/// <param name="Missing">Answers without a score, those of failed calls included.</param>
/// <param name="MissingReasons">Why, the commonest first; at most 20, the rest under "other reasons".</param>
/// <param name="Bounds">Where the mean would be if every missing score were 0, and if every one were 1; the mean itself twice where none is missing. Null without answers. Meant for metrics with range [0, 1].</param>
/// <param name="Consistency">Agreement of verdicts; null where no group has two scored observations.</param>
public sealed record MetricSummary(
    string Metric,
    MeanEstimate Estimate,
    int Missing,
    IReadOnlyList<ReasonCount> MissingReasons,
    Interval? Bounds,
    Consistency? Consistency)
{
    /// <summary>Mean score; null where every score is missing.</summary>
    public double? Mean => Estimate.Mean;
}
