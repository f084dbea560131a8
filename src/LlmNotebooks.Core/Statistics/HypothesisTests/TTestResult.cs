namespace LlmNotebooks.Statistics;

/// <summary>Outcome of a t test: of one mean, or of a difference of two.</summary>
public sealed record TTestResult
{
    /// <summary>Values of the first sample; for the paired test, pairs.</summary>
    public required int Count { get; init; }

    /// <summary>Values of the second sample; null where there is one sample, or pairs.</summary>
    public int? SecondCount { get; init; }

    /// <summary>Mean minus the mean it is tested against; mean of the first minus mean of the second.</summary>
    public required double Difference { get; init; }

    /// <summary>
    /// What <see cref="CohenD"/> divides by: s of the values, or of the pairs' differences; of two samples the pooled s, which for Welch's test is √((s_a² + s_b²)/2).
    /// </summary>
    public required double StandardDeviation { get; init; }

    /// <summary>Standard error of the difference, more than 0.</summary>
    public required double Se { get; init; }

    /// <summary>Difference / standard error.</summary>
    public double T => Difference / Se;

    /// <summary>Of Student's t; whole but for Welch's test.</summary>
    public required double DegreesOfFreedom { get; init; }

    /// <summary>Two-sided p-value, in [0, 1].</summary>
    public double P => Distribution.StudentTwoSidedP(T, DegreesOfFreedom);

    /// <summary>One-sided p-value for a difference above 0, in [0, 1].</summary>
    public double PGreater => Distribution.StudentUpperP(T, DegreesOfFreedom);

    /// <summary>One-sided p-value for a difference below 0, in [0, 1].</summary>
    public double PLess => Distribution.StudentUpperP(-T, DegreesOfFreedom);

    /// <summary>Difference in standard deviations: Cohen's d, which for pairs is d_z. Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, chapter 2.</summary>
    public double CohenD => Difference / StandardDeviation;

    /// <summary>Two-sided level of <see cref="Interval"/>, in (0, 1).</summary>
    public required double Confidence { get; init; }

    /// <summary>Two-sided t interval of the difference.</summary>
    public required Interval Interval { get; init; }
}
