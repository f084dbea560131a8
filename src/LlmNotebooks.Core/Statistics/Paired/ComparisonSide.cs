namespace LlmNotebooks.Statistics;

/// <summary>One of the two that are compared, over the items that both have scores for (over all its own where they share none).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Estimate">Mean and standard errors over those items.</param>
/// <param name="Missing">Observations without a score, over all its items.</param>
/// <param name="Unpaired">Items left out because only this side has a score for them, in ordinal order.</param>
public sealed record ComparisonSide(string Name, MeanEstimate Estimate, int Missing, IReadOnlyList<string> Unpaired)
{
    /// <summary>Mean over the items of their mean over repetitions; null without items.</summary>
    public double? Mean => Estimate.Mean;

    /// <summary>Standard error as if every observation were independent.</summary>
    public double? SeNaive => Estimate.SeNaive;

    /// <summary>Standard error clustered, with C/(C−1).</summary>
    public double? SeClustered => Estimate.Se;

    /// <summary>Standard error clustered, without the correction.</summary>
    public double? SeClusteredUncorrected => Estimate.SeUncorrected;
}
