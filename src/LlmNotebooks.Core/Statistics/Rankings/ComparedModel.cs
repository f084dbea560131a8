namespace LlmNotebooks.Statistics;

/// <summary>One of several models that were compared with each other.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Estimate">Mean with its own interval, over the items that all models with scores have; over its own where there are no such items.</param>
/// <param name="Missing">Observations without a score.</param>
/// <param name="LeftOut">Items with a score of this model that the mean leaves out, because another model has none for them; in ordinal order.</param>
/// <param name="Place">Its place in the ranking; null where it, or all, cannot be ranked.</param>
/// <param name="Letters">Letters of its groups: models that share one are not told apart; null for a model without scores.</param>
public sealed record ComparedModel(string Name, MeanEstimate Estimate, int Missing, IReadOnlyList<string> LeftOut, RankedModel? Place, string? Letters)
{
    /// <summary>Mean score; null without scores.</summary>
    public double? Mean => Estimate.Mean;
}
