using MathNet.Numerics.Distributions;

namespace LlmNotebooks.Pricing.Ownership;

/// <summary>The normal distribution within bounds.</summary>
internal static class TruncatedNormal
{
    /// <summary>The standard normal's quantile.</summary>
    public static double Z(double p) => Normal.InvCDF(0, 1, p);

    /// <summary>How probable a normal is between two bounds, infinite or not.</summary>
    public static double Probability(double mean, double sd, double low, double high)
    {
        (double a, double b) = Tails((low - mean) / sd, (high - mean) / sd);
        return b - a;
    }

    /// <summary>The quantile within the bounds.</summary>
    /// <remarks>μ + σ Φ⁻¹(Φ(a) + p(Φ(b) − Φ(a))), a and b the bounds in units of σ from μ; where both lie above μ, mirrored, so that no digits are lost.</remarks>
    public static double Quantile(double p, double mean, double sd, double low, double high)
    {
        (double from, double to) = ((low - mean) / sd, (high - mean) / sd);
        bool mirrored = from > 0;
        (double a, double b) = Tails(from, to);
        // A sum that rounds to 1 is no quantile of an unbounded side.
        double z = mirrored ? -Z(b - (p * (b - a))) : Z(Math.Min(a + (p * (b - a)), 1 - UniformStream.Least));
        return Math.Clamp(mean + (sd * z), low, high);
    }

    private static (double Low, double High) Tails(double from, double to) =>
        from > 0 ? (Normal.CDF(0, 1, -to), Normal.CDF(0, 1, -from)) : (Normal.CDF(0, 1, from), Normal.CDF(0, 1, to));
}
