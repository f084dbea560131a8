namespace LlmNotebooks.Statistics;

/// <summary>How the power of a t test is computed.</summary>
public enum PowerMethod
{
    /// <summary>Exactly for normal scores, with the noncentral t distribution.</summary>
    NoncentralT,

    /// <summary>As if the standard deviation were known, with the normal distribution: somewhat too much power for few items.</summary>
    Normal,
}
