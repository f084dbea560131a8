namespace LlmNotebooks.Pricing;

/// <summary>What a tier's price applies to once it is reached.</summary>
public enum TierRule
{
    /// <summary>All counts of the call take the price of the highest tier reached.</summary>
    All,

    /// <summary>Only the counts above the tier's start take its price; those below keep theirs.</summary>
    Slab,
}
