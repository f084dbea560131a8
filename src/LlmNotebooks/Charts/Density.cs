using LlmNotebooks.Statistics;

namespace LlmNotebooks.Charts;

/// <summary>A smooth density of observations, for the shape of a distribution.</summary>
/// <remarks>
/// Gaussian kernels with Silverman's bandwidth 0.9 min(s, IQR/1.34) n^(-1/5) (Silverman 1986, Density Estimation, eq. 3.31),
/// evaluated at evenly spaced places from the lowest to the highest observation. Observations are first counted into
/// narrow bins, so that many cost no more than few.
/// </remarks>
internal static class Density
{
    public const int Places = 160;
    private const int Bins = 1_600;

    /// <param name="sorted">At least two observations in ascending order, not all equal.</param>
    /// <returns>Places in ascending order with their density, which integrates to about 1 or, where it is cut at the ends, less.</returns>
    public static (double[] At, double[] Value) Of(ReadOnlySpan<double> sorted)
    {
        (double low, double high) = (sorted[0], sorted[^1]);
        double[] counts = new double[Bins + 1];
        double binWidth = (high - low) / Bins;
        foreach (double value in sorted) { counts[Math.Clamp((int)Math.Round((value - low) / binWidth), 0, Bins)]++; }

        double bandwidth = Math.Max(Bandwidth(sorted), (high - low) / Places);
        double[] at = new double[Places], density = new double[Places];
        for (int i = 0; i < Places; i++)
        {
            at[i] = low + i * (high - low) / (Places - 1);
            density[i] = At(at[i], counts, low, binWidth, bandwidth) / sorted.Length;
        }

        return (at, density);
    }

    private static double At(double place, double[] counts, double low, double binWidth, double bandwidth)
    {
        double sum = 0;
        for (int bin = 0; bin < counts.Length; bin++)
        {
            if (counts[bin] == 0) { continue; }
            double z = (place - low - bin * binWidth) / bandwidth;
            sum += counts[bin] * Math.Exp(-0.5 * z * z);
        }

        return sum / (bandwidth * Math.Sqrt(2 * Math.PI));
    }

    private static double Bandwidth(ReadOnlySpan<double> sorted)
    {
        double mean = 0, squares = 0;
        foreach (double value in sorted) { mean += value / sorted.Length; }
        foreach (double value in sorted) { squares += (value - mean) * (value - mean); }
        double deviation = Math.Sqrt(squares / (sorted.Length - 1));
        double quartiles = (Quantile.Of(sorted, 0.75) - Quantile.Of(sorted, 0.25)) / 1.34;
        return 0.9 * (quartiles > 0 ? Math.Min(deviation, quartiles) : deviation) * Math.Pow(sorted.Length, -0.2);
    }
}
