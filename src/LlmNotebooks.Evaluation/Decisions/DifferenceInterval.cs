using LlmNotebooks.Statistics;

namespace LlmNotebooks.Decisions;

/// <summary>The interval of a paired difference of scores with a range, also where all clusters differ alike and a t interval would have no width.</summary>
internal static class DifferenceInterval
{
    /// <summary>The t interval; without spread, what the number of clusters alone allows; null with fewer than two clusters, and without spread where the range has no bounds.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="range">Width R of the scores' range.</param>
    /// <remarks>
    /// With C clusters that all differ by d, a share of up to p = 1 − (α/2)^(1/C) of all clusters could differ otherwise, anywhere in [−R, R]
    /// (the exact binomial bound for no event in C trials, Clopper and Pearson 1934, Biometrika 26:404–413; "rule of three"):
    /// the mean then lies in [d − p(R + d), d + p(R − d)].
    /// </remarks>
    public static Interval? Of(PairedComparison comparison, double range)
    {
        if (comparison.Interval is { } interval) { return interval; }
        if (comparison is not { SePaired: 0, Difference: { } d, Clusters: >= 2 } || !double.IsFinite(range)) { return null; }
        double p = 1 - Math.Pow((1 - comparison.Confidence) / 2, 1.0 / comparison.Clusters);
        return new Interval(d - (p * (range + d)), d + (p * (range - d)));
    }
}
