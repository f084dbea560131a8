namespace LlmNotebooks.Statistics;

/// <summary>A statistic with its bootstrap distribution, condensed.</summary>
public sealed record BootstrapResult
{
    /// <summary>n, values (or pairs, or items) of the sample.</summary>
    public required int Count { get; init; }

    /// <summary>C, clusters that were drawn; null where the values themselves were.</summary>
    public int? Clusters { get; init; }

    /// <summary>The statistic of the sample.</summary>
    public required double Estimate { get; init; }

    /// <summary>Standard deviation of the resamples' statistics, with the divisor resamples − 1.</summary>
    public required double StandardError { get; init; }

    /// <summary>Mean of the resamples' statistics minus the estimate.</summary>
    public required double Bias { get; init; }

    /// <summary>Two-sided level of the intervals, in (0, 1).</summary>
    public required double Confidence { get; init; }

    /// <summary>Percentile interval: quantiles of the resamples' statistics, linear between order statistics. Efron (1979), Annals of Statistics 7:1–26.</summary>
    public required Interval Percentile { get; init; }

    /// <summary>Bias-corrected and accelerated interval; null where there is none, <see cref="Reason"/> says why. Efron (1987), JASA 82:171–185.</summary>
    public Interval? Bca { get; init; }

    /// <summary>z₀, from the share of resamples below the estimate, those equal to it counting half; null where it is infinite.</summary>
    public double? BiasCorrection { get; init; }

    /// <summary>a, from the jackknife; null where leaving out a value (or cluster) never changes the statistic.</summary>
    public double? Acceleration { get; init; }

    /// <summary>Why there is no <see cref="Bca"/> interval, or why it is a point; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>How many resamples were drawn.</summary>
    public required int Resamples { get; init; }

    /// <summary>The seed that gives the same again.</summary>
    public required long Seed { get; init; }
}
