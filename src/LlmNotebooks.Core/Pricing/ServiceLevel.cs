namespace LlmNotebooks.Pricing;

/// <summary>How urgently a call is served, where a provider prices that.</summary>
public enum ServiceLevel
{
    /// <summary>The usual one.</summary>
    Standard,

    /// <summary>Collected and answered within a day or so, for less.</summary>
    Batch,

    /// <summary>Answered when there is room, for less.</summary>
    Flex,

    /// <summary>Answered first, for more.</summary>
    Priority,
}
