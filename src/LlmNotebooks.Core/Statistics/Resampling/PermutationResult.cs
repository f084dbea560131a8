namespace LlmNotebooks.Statistics;

/// <summary>Outcome of a permutation test of a mean difference.</summary>
public sealed record PermutationResult
{
    /// <summary>Values of the first sample; for pairs, pairs.</summary>
    public required int Count { get; init; }

    /// <summary>Values of the second sample; null for pairs.</summary>
    public int? SecondCount { get; init; }

    /// <summary>Clusters whose signs were flipped; null where single pairs' were.</summary>
    public int? Clusters { get; init; }

    /// <summary>Mean of the first minus mean of the second.</summary>
    public required double Difference { get; init; }

    /// <summary>Two-sided p-value, in (0, 1]: the share of arrangements whose difference is at least as far from 0.</summary>
    public required double P { get; init; }

    /// <summary>One-sided p-value for a difference above 0: the share of arrangements whose difference is at least as large.</summary>
    public required double PGreater { get; init; }

    /// <summary>One-sided p-value for a difference below 0.</summary>
    public required double PLess { get; init; }

    /// <summary>Whether every arrangement was counted; otherwise <see cref="Arrangements"/> were drawn, and p = (b + 1)/(m + 1).</summary>
    public required bool Exact { get; init; }

    /// <summary>Arrangements counted, or drawn: m.</summary>
    public required long Arrangements { get; init; }

    /// <summary>The seed of the draws; null where the test is exact.</summary>
    public long? Seed { get; init; }
}
