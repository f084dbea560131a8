namespace LlmNotebooks.Pricing;

/// <summary>What decides whether a tier is reached.</summary>
public enum TierSelector
{
    /// <summary>The size of the whole prompt: long prompts make also the answer dearer.</summary>
    InputSize,

    /// <summary>The count that the price is charged for.</summary>
    OwnSize,
}
