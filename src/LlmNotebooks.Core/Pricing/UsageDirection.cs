namespace LlmNotebooks.Pricing;

/// <summary>Which side of a call a unit is counted on.</summary>
public enum UsageDirection
{
    /// <summary>What is sent.</summary>
    Input,

    /// <summary>What comes back.</summary>
    Output,
}
