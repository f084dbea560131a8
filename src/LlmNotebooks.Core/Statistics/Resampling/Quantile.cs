namespace LlmNotebooks.Statistics;

/// <summary>Quantiles of sorted values.</summary>
internal static class Quantile
{
    /// <summary>The value below which a share of the values lies, linear between order statistics.</summary>
    /// <param name="sorted">At least one value, in ascending order.</param>
    /// <param name="p">The share, in [0, 1].</param>
    /// <remarks>x₍ⱼ₎ + (h − j)(x₍ⱼ₊₁₎ − x₍ⱼ₎) with h = (n − 1)p + 1, j = ⌊h⌋: Hyndman and Fan (1996), The American Statistician 50(4):361–365, type 7, the default of R and NumPy.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">There is no value, or <paramref name="p"/> is not in [0, 1].</exception>
    public static double Of(ReadOnlySpan<double> sorted, double p)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Length, nameof(sorted));
        if (p is not (>= 0 and <= 1)) { throw new ArgumentOutOfRangeException(nameof(p), p, "Must be from 0 to 1."); }
        double position = p * (sorted.Length - 1);
        int below = (int)position, above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>The percentile interval: what lies in the middle of the values.</summary>
    /// <param name="sorted">At least one value, in ascending order.</param>
    /// <param name="confidence">The share in the middle, in (0, 1).</param>
    public static Interval Percentiles(ReadOnlySpan<double> sorted, double confidence) => new(Of(sorted, (1 - confidence) / 2), Of(sorted, 1 - ((1 - confidence) / 2)));
}
