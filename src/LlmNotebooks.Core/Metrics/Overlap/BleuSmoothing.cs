namespace LlmNotebooks.Metrics;

/// <summary>What sacreBLEU's BLEU does about an order of n-grams without a match, which would make the whole score 0.</summary>
/// <remarks>Chen and Cherry (2014), "A Systematic Comparison of Smoothing Techniques for Sentence-Level BLEU", WMT, methods 1 to 3.</remarks>
public enum BleuSmoothing
{
    /// <summary>Nothing: the score is 0.</summary>
    None,

    /// <summary>The smoothing value counts as the number of matches. Default value 0.1.</summary>
    Floor,

    /// <summary>The smoothing value is added to matches and n-grams of every order but the first. Default value 1.</summary>
    AddK,

    /// <summary>The first order without a match counts as half a match, the next as a quarter, and so on, as in mteval-v13a.</summary>
    Exponential,
}
