namespace LlmNotebooks.Metrics;

/// <summary>Which way a quantity improves.</summary>
public enum Better
{
    /// <summary>Small is good: a response time, a price, a file size, an error.</summary>
    Lower,

    /// <summary>Large is good: an accuracy.</summary>
    Higher,
}
