namespace LlmNotebooks.Statistics;

/// <summary>A correlation with its test against 0.</summary>
public sealed record CorrelationResult
{
    /// <summary>Pairs.</summary>
    public required int Count { get; init; }

    /// <summary>The coefficient, in [−1, 1]; null where a series does not vary.</summary>
    public double? Coefficient { get; init; }

    /// <summary>Two-sided p-value, in [0, 1]; null without a coefficient, or with too few pairs.</summary>
    public double? P { get; init; }

    /// <summary>Whether <see cref="P"/> is exact, and not by an approximation.</summary>
    public bool Exact { get; init; }

    /// <summary>Why there is no coefficient or no p-value; null otherwise.</summary>
    public string? Reason { get; init; }
}
