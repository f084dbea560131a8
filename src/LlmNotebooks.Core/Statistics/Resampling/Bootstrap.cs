using LlmNotebooks.Statistics.Resampling;

namespace LlmNotebooks.Statistics;

/// <summary>Bootstrap intervals, percentile and BCa: for statistics whose sampling distribution is not known.</summary>
/// <remarks>
/// Resample r of a seed is the same wherever and in whatever order it is drawn. Efron and Tibshirani (1993), An Introduction to the Bootstrap,
/// chapters 13 and 14. Below some 20 values (or clusters) bootstrap intervals are too narrow; a t interval, <see cref="TTest"/>, is then the better for means.
/// </remarks>
public static class Bootstrap
{
    /// <summary>Rounding, as a share of the largest number that is summed.</summary>
    private const double Rounding = 1e-12;

    /// <summary>The mean of independent values.</summary>
    /// <param name="values">At least two finite values.</param>
    /// <param name="seed">Any number; the same gives the same.</param>
    /// <param name="resamples">At least 2; 10,000 where an interval is reported.</param>
    /// <param name="confidence">Two-sided level, in (0, 1).</param>
    /// <exception cref="ArgumentException">There are fewer than two values, or one is not finite or beyond ±1e100.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="resamples"/> or <paramref name="confidence"/> is out of range.</exception>
    public static BootstrapResult Mean(ReadOnlySpan<double> values, long seed = 1, int resamples = 10_000, double confidence = 0.95)
    {
        Require(resamples, confidence);
        FiniteValues.Require(values, 2, nameof(values));
        (double mean, double[] deviations) = Centred(values);
        double[] jackknife = [.. deviations.Select(deviation => -deviation / (deviations.Length - 1.0))];
        double[] means = Resamples.Sums(deviations, resamples, seed);
        for (int r = 0; r < means.Length; r++) { means[r] /= values.Length; }
        return Result(values.Length, null, 0, mean, means, jackknife, Rounding * Largest(deviations), seed, confidence);
    }

    /// <summary>The mean of a − b over pairs.</summary>
    /// <param name="a">At least two finite values.</param>
    /// <param name="b">As many, in the same order of items.</param>
    /// <param name="seed">Any number; the same gives the same.</param>
    /// <param name="resamples">At least 2.</param>
    /// <param name="confidence">Two-sided level, in (0, 1).</param>
    /// <exception cref="ArgumentException">Lengths differ, there are fewer than two values, or one is not finite or beyond ±1e100.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="resamples"/> or <paramref name="confidence"/> is out of range.</exception>
    public static BootstrapResult PairedDifference(ReadOnlySpan<double> a, ReadOnlySpan<double> b, long seed = 1, int resamples = 10_000, double confidence = 0.95)
    {
        FiniteValues.RequirePairs(a, b, 2, nameof(a), nameof(b));
        return Mean(FiniteValues.Differences(a, b), seed, resamples, confidence);
    }

    /// <summary>Any statistic of independent values.</summary>
    /// <param name="values">At least two finite values.</param>
    /// <param name="statistic">The statistic: finite for every resample, and the same for the same values. It is called once a resample, once a value and once more; the span it gets is used again.</param>
    /// <param name="seed">Any number; the same gives the same.</param>
    /// <param name="resamples">At least 2.</param>
    /// <param name="confidence">Two-sided level, in (0, 1).</param>
    /// <exception cref="ArgumentException">There are fewer than two values, or one, or a resample's statistic, is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="resamples"/> or <paramref name="confidence"/> is out of range.</exception>
    public static BootstrapResult Of(ReadOnlySpan<double> values, Func<ReadOnlySpan<double>, double> statistic, long seed = 1, int resamples = 10_000, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        Require(resamples, confidence);
        FiniteValues.Require(values, 2, nameof(values));
        double[] sample = values.ToArray(), drawn = new double[values.Length];
        return OfPositions(sample.Length, At, seed, resamples, confidence);

        double At(ReadOnlySpan<int> positions)
        {
            Span<double> taken = drawn.AsSpan(0, positions.Length);
            for (int i = 0; i < taken.Length; i++) { taken[i] = sample[positions[i]]; }
            return statistic(taken);
        }
    }

    /// <summary>Any statistic of independent pairs, such as a correlation.</summary>
    /// <param name="x">At least two finite values.</param>
    /// <param name="y">As many, in the same order of items.</param>
    /// <param name="statistic">The statistic of the pairs: finite for every resample, and the same for the same pairs.</param>
    /// <param name="seed">Any number; the same gives the same.</param>
    /// <param name="resamples">At least 2.</param>
    /// <param name="confidence">Two-sided level, in (0, 1).</param>
    /// <exception cref="ArgumentException">Lengths differ, there are fewer than two pairs, or a value, or a resample's statistic, is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="resamples"/> or <paramref name="confidence"/> is out of range.</exception>
    public static BootstrapResult OfPairs(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, Func<ReadOnlySpan<double>, ReadOnlySpan<double>, double> statistic, long seed = 1, int resamples = 10_000, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        Require(resamples, confidence);
        FiniteValues.RequirePairs(x, y, 2, nameof(x), nameof(y));
        double[] sampleX = x.ToArray(), sampleY = y.ToArray(), drawnX = new double[x.Length], drawnY = new double[x.Length];
        return OfPositions(sampleX.Length, At, seed, resamples, confidence);

        double At(ReadOnlySpan<int> positions)
        {
            Span<double> takenX = drawnX.AsSpan(0, positions.Length), takenY = drawnY.AsSpan(0, positions.Length);
            for (int i = 0; i < positions.Length; i++) { (takenX[i], takenY[i]) = (sampleX[positions[i]], sampleY[positions[i]]); }
            return statistic(takenX, takenY);
        }
    }

    /// <summary>The mean of items that share clusters: whole clusters are drawn.</summary>
    /// <param name="observations">Observations in any order. One without a finite score is missing and left out; an item's repetitions count by their mean; an item without a cluster is its own.</param>
    /// <param name="seed">Any number; the same gives the same.</param>
    /// <param name="resamples">At least 2.</param>
    /// <param name="confidence">Two-sided level, in (0, 1).</param>
    /// <remarks>C clusters are drawn with replacement from C; the mean is over the items drawn, Σ sums / Σ counts, and the jackknife leaves out a cluster. Davison and Hinkley (1997), Bootstrap Methods and their Application, section 3.8.</remarks>
    /// <exception cref="ArgumentException">There are fewer than two clusters with a score, or an item appears in two clusters.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="resamples"/> or <paramref name="confidence"/> is out of range.</exception>
    public static BootstrapResult ClusteredMean(IEnumerable<ItemScore> observations, long seed = 1, int resamples = 10_000, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(observations);
        return OfClusters(ClusteredScores.Of(new ItemScores(observations)), seed, resamples, confidence);
    }

    /// <summary>The mean difference of two models over the items that both have scores for: whole clusters are drawn.</summary>
    /// <param name="a">Observations of the first; differences are first minus second.</param>
    /// <param name="b">Observations of the second.</param>
    /// <param name="seed">Any number; the same gives the same.</param>
    /// <param name="resamples">At least 2.</param>
    /// <param name="confidence">Two-sided level, in (0, 1).</param>
    /// <remarks>As <see cref="ClusteredMean"/>, of the items' differences.</remarks>
    /// <exception cref="ArgumentException">The items in common lie in fewer than two clusters, or an item is in two clusters.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="resamples"/> or <paramref name="confidence"/> is out of range.</exception>
    public static BootstrapResult ClusteredDifference(IEnumerable<ItemScore> a, IEnumerable<ItemScore> b, long seed = 1, int resamples = 10_000, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return OfClusters(ClusteredScores.OfDifferences(new ItemScores(a), new ItemScores(b)), seed, resamples, confidence);
    }

    private static BootstrapResult OfClusters(ClusteredScores items, long seed, int resamples, double confidence)
    {
        Require(resamples, confidence);
        if (items.Clusters < 2) { throw new ArgumentException($"There are {items.Clusters} clusters with a score; drawing clusters needs at least 2.", nameof(items)); }
        (double mean, double[] deviations) = Centred(items.Scores);
        double[] sums = items.SumsOf(deviations), sizes = items.Sizes();
        double[] jackknife = [.. sums.Zip(sizes, (sum, size) => -sum / (items.Scores.Length - size))];
        (double[] means, double[] drawn) = Resamples.PairedSums(sums, sizes, resamples, seed);
        for (int r = 0; r < means.Length; r++) { means[r] /= drawn[r]; }
        return Result(items.Scores.Length, items.Clusters, 0, mean, means, jackknife, Rounding * Largest(deviations), seed, confidence);
    }

    private static BootstrapResult OfPositions(int count, Func<ReadOnlySpan<int>, double> statistic, long seed, int resamples, double confidence)
    {
        int[] positions = [.. Enumerable.Range(0, count)];
        double estimate = Finite(statistic(positions), "of the values");
        double[] found = Resamples.Statistics(count, resamples, seed, statistic), jackknife = new double[count];
        for (int r = 0; r < found.Length; r++) { Finite(found[r], $"of resample {r}"); }
        for (int i = 0; i < count; i++)
        {
            // All positions but i: the last takes i's place.
            positions[i] = count - 1;
            jackknife[i] = Finite(statistic(positions.AsSpan(0, count - 1)), $"without value {i}");
            positions[i] = i;
        }

        return Result(count, null, estimate, 0, found, jackknife, Rounding * Math.Max(Math.Abs(estimate), Largest(found)), seed, confidence);
    }

    private static double Finite(double statistic, string what) =>
        double.IsFinite(statistic) ? statistic : throw new ArgumentException(FormattableString.Invariant($"The statistic {what} is {statistic}; a statistic that is bootstrapped is finite for every resample."), nameof(statistic));

    /// <summary>The mean and the deviations from it. Sums of these lose no digits to a large mean, and are exactly 0 where the values do not vary.</summary>
    private static (double Mean, double[] Deviations) Centred(ReadOnlySpan<double> values)
    {
        double mean = SampleMoments.Mean(values, nameof(values)), rest = 0;
        foreach (double value in values) { rest += value - mean; }
        mean += rest / values.Length;
        double[] deviations = new double[values.Length];
        for (int i = 0; i < deviations.Length; i++) { deviations[i] = values[i] - mean; }
        return (mean, deviations);
    }

    private static double Largest(double[] values)
    {
        double largest = 0;
        foreach (double value in values) { largest = Math.Max(largest, Math.Abs(value)); }
        return largest;
    }

    /// <param name="count">Values.</param>
    /// <param name="clusters">Clusters, if drawn.</param>
    /// <param name="estimate">The statistic, less the shift.</param>
    /// <param name="shift">Added to all that is reported.</param>
    /// <param name="statistics">The resamples' statistics, less the shift; they get sorted.</param>
    /// <param name="jackknife">Values with one left out, up to a constant.</param>
    /// <param name="tolerance">Below it, a difference is rounding.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="confidence">The level.</param>
    private static BootstrapResult Result(int count, int? clusters, double estimate, double shift, double[] statistics, double[] jackknife, double tolerance, long seed, double confidence)
    {
        RadixSort.Ascending(statistics);
        double mean = SampleMoments.Mean(statistics, nameof(statistics));
        BcaCorrection bca = BcaCorrection.Of(statistics, estimate, tolerance, jackknife, confidence);
        bool point = bca.Interval is { Width: 0 } && bca.Acceleration is null;
        return new BootstrapResult
        {
            Count = count,
            Clusters = clusters,
            Estimate = shift + estimate,
            StandardError = point ? 0 : Math.Sqrt(SampleMoments.Variance(statistics, mean)),
            Bias = point ? 0 : mean - estimate,
            Confidence = confidence,
            Percentile = point ? Shifted(bca.Interval!.Value, shift) : Shifted(Quantile.Percentiles(statistics, confidence), shift),
            Bca = bca.Interval is { } interval ? Shifted(interval, shift) : null,
            BiasCorrection = bca.Bias,
            Acceleration = bca.Acceleration,
            Reason = bca.Reason,
            Resamples = statistics.Length,
            Seed = seed,
        };
    }

    private static Interval Shifted(Interval interval, double shift) => new(shift + interval.Lower, shift + interval.Upper);

    private static void Require(int resamples, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 2);
        Distribution.ValidConfidence(confidence);
    }
}
