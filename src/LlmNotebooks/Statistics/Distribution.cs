using MathNet.Numerics.Distributions;

namespace LlmNotebooks.Statistics;

/// <summary>Tail probabilities and quantiles used by the tests and intervals.</summary>
internal static class Distribution
{
    /// <summary>Two-sided p-value of Student's t.</summary>
    public static double StudentTwoSidedP(double t, double degreesOfFreedom) =>
        Math.Min(1, 2 * StudentT.CDF(0, 1, degreesOfFreedom, -Math.Abs(t)));

    /// <summary>Half-width multiplier of a two-sided t interval.</summary>
    public static double StudentCritical(double confidence, double degreesOfFreedom) =>
        -StudentT.InvCDF(0, 1, degreesOfFreedom, (1 - confidence) / 2);

    /// <summary>Two-sided p-value of the standard normal.</summary>
    public static double NormalTwoSidedP(double z) => Math.Min(1, 2 * Normal.CDF(0, 1, -Math.Abs(z)));

    /// <exception cref="ArgumentOutOfRangeException">Not strictly between 0 and 1, or NaN.</exception>
    public static double ValidConfidence(double confidence, string name = "confidence") =>
        confidence is > 0 and < 1
            ? confidence
            : throw new ArgumentOutOfRangeException(name, confidence, "A confidence level lies strictly between 0 and 1, for instance 0.95.");
}
