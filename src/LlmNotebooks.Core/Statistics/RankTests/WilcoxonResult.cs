namespace LlmNotebooks.Statistics;

/// <summary>Outcome of Wilcoxon's signed-rank test.</summary>
public sealed record WilcoxonResult
{
    /// <summary>Differences, zeros included.</summary>
    public required int Count { get; init; }

    /// <summary>Differences of 0.</summary>
    public required int Zeros { get; init; }

    /// <summary>W⁺, the ranks' sum of differences above 0 (with half of the zeros' where they are split).</summary>
    public required double WPlus { get; init; }

    /// <summary>W⁻, that of differences below 0.</summary>
    public required double WMinus { get; init; }

    /// <summary>The smaller of W⁺ and W⁻, which tables and papers print.</summary>
    public double W => Math.Min(WPlus, WMinus);

    /// <summary>z of the normal approximation; null where the test is exact, or no difference is other than 0.</summary>
    public double? Z { get; init; }

    /// <summary>Two-sided p-value, in [0, 1].</summary>
    public required double P { get; init; }

    /// <summary>One-sided p-value for differences above 0.</summary>
    public required double PGreater { get; init; }

    /// <summary>One-sided p-value for differences below 0.</summary>
    public required double PLess { get; init; }

    /// <summary>Whether the p-values are exact.</summary>
    public required bool Exact { get; init; }

    /// <summary>Whether some differences are equally far from 0 (zeros aside).</summary>
    public required bool HasTies { get; init; }

    /// <summary>
    /// Matched-pairs rank-biserial correlation (W⁺ − W⁻)/(W⁺ + W⁻), in [−1, 1]; null where no difference is other than 0.
    /// Kerby (2014), Comprehensive Psychology 3:11.IT.3.1.
    /// </summary>
    public double? RankBiserial => WPlus + WMinus > 0 ? (WPlus - WMinus) / (WPlus + WMinus) : null;
}
