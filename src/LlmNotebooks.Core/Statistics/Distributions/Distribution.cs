using MathNet.Numerics.Distributions;

namespace LlmNotebooks.Statistics;

/// <summary>Tail probabilities and quantiles used by the tests and intervals.</summary>
internal static class Distribution
{
    /// <summary>Two-sided p-value of Student's t.</summary>
    public static double StudentTwoSidedP(double t, double degreesOfFreedom) =>
        Math.Min(1, 2 * StudentT.CDF(0, 1, degreesOfFreedom, -Math.Abs(t)));

    /// <summary>Half-width multiplier of a two-sided t interval: the t whose two-sided p-value is 1 − confidence.</summary>
    /// <param name="confidence">In (0, 1), however close to 1.</param>
    /// <param name="degreesOfFreedom">At least 1, whole or not.</param>
    /// <remarks>
    /// With α = 1 − confidence: 1/tan(πα/2) for one degree of freedom, (1 − α)/√(α(1 − α/2)) for two; Shaw (2006), "Sampling Student's T distribution –
    /// use of the inverse cumulative distribution function", Journal of Computational Finance 9(4):37–73. For others the p-value, which falls with t,
    /// is bisected down to neighbouring numbers.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">There is less than one degree of freedom.</exception>
    public static double StudentCritical(double confidence, double degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degreesOfFreedom, 1);
        double alpha = 1 - confidence;
        return degreesOfFreedom switch
        {
            1 => 1 / Math.Tan(Math.PI * alpha / 2),
            2 => confidence / Math.Sqrt(alpha * (1 - (alpha / 2))),
            _ => Bisect(alpha, degreesOfFreedom),
        };
    }

    /// <summary>Upper tail of Student's t: the probability of more than t.</summary>
    public static double StudentUpperP(double t, double degreesOfFreedom)
    {
        double tail = StudentT.CDF(0, 1, degreesOfFreedom, -Math.Abs(t));
        return t >= 0 ? tail : 1 - tail;
    }

    /// <summary>Two-sided p-value of the standard normal.</summary>
    public static double NormalTwoSidedP(double z) => Math.Min(1, 2 * Normal.CDF(0, 1, -Math.Abs(z)));

    /// <summary>Upper tail of the standard normal: the probability of more than z.</summary>
    public static double NormalUpperP(double z) => Normal.CDF(0, 1, -z);

    /// <summary>The z below which a share of the standard normal lies; infinite for 0 and 1.</summary>
    public static double NormalQuantile(double share) => Normal.InvCDF(0, 1, share);

    /// <summary>Half-width multiplier of a two-sided normal interval.</summary>
    public static double NormalCritical(double confidence) => -Normal.InvCDF(0, 1, (1 - confidence) / 2);

    private static double Bisect(double alpha, double degreesOfFreedom)
    {
        double below = 0, above = 1;
        while (StudentTwoSidedP(above, degreesOfFreedom) > alpha) { (below, above) = (above, 2 * above); }
        while (true)
        {
            double middle = below + ((above - below) / 2);
            if (middle <= below || middle >= above) { return above; }
            if (StudentTwoSidedP(middle, degreesOfFreedom) > alpha) { below = middle; }
            else { above = middle; }
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">Not strictly between 0 and 1, or NaN.</exception>
    public static double ValidConfidence(double confidence, string name = "confidence") =>
        confidence is > 0 and < 1
            ? confidence
            : throw new ArgumentOutOfRangeException(name, confidence, "A confidence level lies strictly between 0 and 1, for instance 0.95.");
}
