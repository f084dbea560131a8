using System.Runtime.InteropServices;

namespace LlmNotebooks.Statistics.Resampling;

/// <summary>What turns a bootstrap distribution into an interval that is corrected for bias and skewness.</summary>
/// <param name="Bias">z₀: the normal quantile of the share of resamples below the estimate, those equal to it by half; null where infinite.</param>
/// <param name="Acceleration">a: a sixth of the jackknife values' skewness; null where they do not vary.</param>
/// <param name="Interval">The corrected interval; null where there is none.</param>
/// <param name="Reason">Why there is none.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BcaCorrection(double? Bias, double? Acceleration, Interval? Interval, string? Reason)
{
    /// <summary>The correction of one bootstrap distribution.</summary>
    /// <param name="sorted">The resamples' statistics, ascending.</param>
    /// <param name="estimate">The statistic of the sample.</param>
    /// <param name="tolerance">Statistics that are closer than this differ by rounding only.</param>
    /// <param name="jackknife">The statistic with each value left out in turn.</param>
    /// <param name="confidence">Two-sided level, in (0, 1).</param>
    /// <remarks>
    /// α₁ = Φ(z₀ + (z₀ + z_α)/(1 − a(z₀ + z_α))) and likewise for 1 − α; a = Σ(θ̄ − θ₍ᵢ₎)³ / 6(Σ(θ̄ − θ₍ᵢ₎)²)^1.5. Efron (1987), "Better bootstrap
    /// confidence intervals", JASA 82:171–185; Efron and Tibshirani (1993), An Introduction to the Bootstrap, equations 14.9 to 14.15.
    /// </remarks>
    public static BcaCorrection Of(ReadOnlySpan<double> sorted, double estimate, double tolerance, ReadOnlySpan<double> jackknife, double confidence)
    {
        if (sorted[^1] - estimate <= tolerance && estimate - sorted[0] <= tolerance)
        {
            return new BcaCorrection(0, null, new Interval(estimate, estimate), "every resample has the estimate's value, so the interval is that point");
        }

        double? acceleration = AccelerationOf(jackknife, tolerance);
        int below = Count(sorted, estimate - tolerance, orEqual: false), upTo = Count(sorted, estimate + tolerance, orEqual: true);
        double share = (below + (double)upTo) / (2.0 * sorted.Length);
        if (share is 0 or 1)
        {
            string side = share is 0 ? "above" : "below";
            return new BcaCorrection(null, acceleration, null, $"every resample's statistic lies {side} the estimate, so the bias correction is infinite");
        }

        double bias = Distribution.NormalQuantile(share);
        if (acceleration is not { } a) { return new BcaCorrection(bias, null, null, "the statistic stays the same whichever value is left out, so the acceleration is not defined"); }

        double z = Distribution.NormalCritical(confidence);
        double lowest = 1 - (a * (bias - z)), highest = 1 - (a * (bias + z));
        if (!(lowest > 0 && highest > 0)) { return new BcaCorrection(bias, acceleration, null, "the acceleration is too strong for this level: the corrected bounds would not be in order"); }
        double lower = Distribution.NormalUpperP(-(bias + ((bias - z) / lowest))), upper = Distribution.NormalUpperP(-(bias + ((bias + z) / highest)));
        return new BcaCorrection(bias, acceleration, new Interval(Quantile.Of(sorted, lower), Quantile.Of(sorted, upper)), null);
    }

    private static double? AccelerationOf(ReadOnlySpan<double> jackknife, double tolerance)
    {
        double mean = 0, largest = 0;
        foreach (double value in jackknife) { mean += value / jackknife.Length; }
        foreach (double value in jackknife) { largest = Math.Max(largest, Math.Abs(mean - value)); }
        // Leaving one of n out moves a mean by a n-th of what a value may.
        if (largest <= tolerance / jackknife.Length) { return null; }
        double squares = 0, cubes = 0;
        foreach (double value in jackknife)
        {
            double deviation = (mean - value) / largest;
            squares += deviation * deviation;
            cubes += deviation * deviation * deviation;
        }

        return cubes / (6 * squares * Math.Sqrt(squares));
    }

    private static int Count(ReadOnlySpan<double> sorted, double limit, bool orEqual)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            if (sorted[middle] < limit || (orEqual && sorted[middle] == limit)) { low = middle + 1; }
            else { high = middle; }
        }

        return low;
    }
}
