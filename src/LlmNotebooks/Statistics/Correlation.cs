namespace LlmNotebooks.Statistics;

/// <summary>How two series move together.</summary>
public static class Correlation
{
    /// <summary>Pearson's product-moment correlation.</summary>
    /// <param name="x">At least two values.</param>
    /// <param name="y">As many.</param>
    /// <returns>In [−1, 1]; null where a series does not vary.</returns>
    /// <remarks>Σ(x−x̄)(y−ȳ) / √(Σ(x−x̄)² Σ(y−ȳ)²), in two passes.</remarks>
    /// <exception cref="ArgumentException">The series differ in length, have fewer than two values, or hold one that is not finite.</exception>
    public static double? Pearson(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length) { throw new ArgumentException($"The series have {x.Length} and {y.Length} values; they must have as many.", nameof(y)); }
        if (x.Length < 2) { throw new ArgumentException($"The series have {x.Length} values; a correlation needs at least 2.", nameof(x)); }
        double meanX = SampleMoments.Mean(x, nameof(x)), meanY = SampleMoments.Mean(y, nameof(y));
        double xx = 0, yy = 0, xy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double dx = x[i] - meanX, dy = y[i] - meanY;
            xx += dx * dx;
            yy += dy * dy;
            xy += dx * dy;
        }

        return xx > 0 && yy > 0 ? Math.Clamp(xy / (Math.Sqrt(xx) * Math.Sqrt(yy)), -1, 1) : null;
    }
}
