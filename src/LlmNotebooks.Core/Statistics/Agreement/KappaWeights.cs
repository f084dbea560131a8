namespace LlmNotebooks.Statistics;

/// <summary>How much credit Cohen's κ gives to categories that differ.</summary>
public enum KappaWeights
{
    /// <summary>None.</summary>
    Unweighted,

    /// <summary>1 − |i − j|/(categories − 1), for ordered categories.</summary>
    Linear,

    /// <summary>1 − (i − j)²/(categories − 1)², for ordered categories.</summary>
    Quadratic,
}
