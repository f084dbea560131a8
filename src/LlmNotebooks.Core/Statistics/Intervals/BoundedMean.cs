namespace LlmNotebooks.Statistics;

/// <summary>The interval of a mean of scores with a range: see <see cref="MeanEstimate"/>.</summary>
internal static class BoundedMean
{
    /// <summary>A standard error of less than this share of the range is rounding, not variation.</summary>
    private const double Rounding = 1e-13;

    /// <summary>How far beyond the range, as a share of it, a score may lie by rounding.</summary>
    private const double Tolerance = 1e-9;

    /// <summary>A share of the greatest variance that differs from 1 by less is 1.</summary>
    private const double AllAtEnds = 1 - 1e-12;

    /// <summary>Whether all items' scores lie in the range.</summary>
    public static bool Holds(ReadOnlySpan<ItemMoments> items, ScoreRange range)
    {
        if (!range.IsBounded) { return false; }
        double slack = Tolerance * (range.Maximum - range.Minimum), least = range.Minimum - slack, most = range.Maximum + slack;
        foreach (ItemMoments item in items)
        {
            if (item.Mean < least || item.Mean > most) { return false; }
        }

        return true;
    }

    /// <summary>The interval and how it was made.</summary>
    /// <param name="mean">x̄.</param>
    /// <param name="se">Clustered standard error, with C/(C−1); null with one cluster.</param>
    /// <param name="variance">Of the observations, weighted as in the mean, with divisor 1.</param>
    /// <param name="observations">N.</param>
    /// <param name="clusters">C.</param>
    /// <param name="residuals">By cluster.</param>
    /// <param name="range">Bounded.</param>
    /// <param name="confidence">Two-sided level.</param>
    public static (Interval Interval, IntervalMethod Method) Of(double mean, double? se, double variance, int observations, int clusters, ClusterResiduals residuals, ScoreRange range, double confidence)
    {
        double width = range.Maximum - range.Minimum, p = Math.Clamp((mean - range.Minimum) / width, 0, 1), most = p * (1 - p);
        double atEnds = most > 0 ? Math.Min(1, variance / (width * width * most)) : 1, z = Distribution.NormalCritical(confidence);
        bool binomial = clusters == observations && atEnds >= AllAtEnds;
        Interval unit = binomial ? Proportion.Wilson(p, observations, z)
            : se is not { } error ? Proportion.Wilson(p, 1, z)
            : error <= Rounding * width ? AtLeast(new Interval(p, p), p, 1, residuals.Effective, z)
            : AtLeast(Proportion.Wilson(p, EffectiveSize(most, error / width, atEnds, observations, residuals.Effective, z, confidence), z), p, residuals.Carrying, residuals.Effective, z);
        Interval interval = new(
            Math.Min(mean, Math.Max(range.Minimum, range.Minimum + (width * unit.Lower))),
            Math.Max(mean, Math.Min(range.Maximum, range.Minimum + (width * unit.Upper))));
        return (interval, binomial ? IntervalMethod.Wilson : IntervalMethod.WilsonEffective);
    }

    private static double EffectiveSize(double most, double se, double atEnds, int observations, double effectiveClusters, double z, double confidence)
    {
        double t = Distribution.StudentCritical(confidence, Math.Max(1, effectiveClusters - 1)), ofObservations = Distribution.StudentCritical(confidence, observations - 1) / z;
        double known = Math.Pow(ofObservations * ofObservations * observations / (observations - 1), atEnds);
        return Math.Max(effectiveClusters, most / (se * se) * (z / t) * (z / t) * known);
    }

    // What the scores leave open where few clusters carry their variance.
    private static Interval AtLeast(Interval interval, double p, double carrying, double effectiveClusters, double z)
    {
        double share = z * z / (effectiveClusters + (z * z)) / carrying;
        return new Interval(Math.Min(interval.Lower, p - (p * share)), Math.Max(interval.Upper, p + ((1 - p) * share)));
    }
}
