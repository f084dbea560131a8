namespace LlmNotebooks.Statistics;

/// <summary>Means whose standard errors respect that items of one cluster, and repetitions of one item, are not independent.</summary>
public static class ClusteredMean
{
    /// <summary>Mean, standard errors and interval of scores given one observation at a time.</summary>
    /// <param name="observations">Observations in any order. One without a finite score is missing and left out. An item without a cluster is its own.</param>
    /// <param name="confidence">Two-sided level, in (0, 1).</param>
    /// <param name="range">What scores there can be; null where that is not known: scores that are all 0 or 1 are then taken as <see cref="ScoreRange.Unit"/>, others as <see cref="ScoreRange.Unbounded"/>.</param>
    /// <returns>The estimate; its members say when they are null, and <see cref="MeanEstimate.Method"/> how the interval was made.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is not in (0, 1).</exception>
    /// <exception cref="ArgumentException">An item appears in two clusters.</exception>
    public static MeanEstimate Estimate(IEnumerable<ItemScore> observations, double confidence = 0.95, ScoreRange? range = null)
    {
        ArgumentNullException.ThrowIfNull(observations);
        return new ItemScores(observations).Estimate(confidence, range);
    }

    /// <summary>The estimate from one row per item.</summary>
    /// <param name="items">Mean, number of observations and their sum of squares about the item's mean, and the cluster's number, per item.</param>
    /// <param name="clusterCount">Clusters are numbered from 0 to this, exclusive; all are used.</param>
    /// <param name="confidence">Two-sided level.</param>
    /// <param name="range">As of <see cref="Estimate(IEnumerable{ItemScore}, double, ScoreRange?)"/>.</param>
    internal static MeanEstimate Estimate(ReadOnlySpan<ItemMoments> items, int clusterCount, double confidence, ScoreRange? range = null)
    {
        Distribution.ValidConfidence(confidence);
        if (items.IsEmpty) { return new MeanEstimate(0, 0, 0, null, null, null, null, confidence, null, IntervalMethod.None); }
        double mean = Mean(items);
        int observations = 0;
        double naive = 0, variance = 0;
        bool graded = false;
        foreach (ItemMoments item in items)
        {
            observations += item.Observations;
            graded |= item.Graded;
            double weight = 1.0 / ((double)items.Length * item.Observations), deviation = item.Mean - mean;
            double squares = weight * (item.SquaredDeviations + (item.Observations * deviation * deviation));
            variance += squares;
            naive += weight * squares;
        }

        double? naiveSe = observations < 2 ? null : Math.Sqrt(naive * observations / (observations - 1));
        ClusterResiduals residuals = ClusterResiduals.Of(items, mean, clusterCount);
        double? uncorrected = clusterCount < 2 ? null : Math.Sqrt(residuals.Squares) / items.Length, se = uncorrected * Correction(clusterCount);
        range ??= graded ? ScoreRange.Unbounded : ScoreRange.Unit;
        (Interval? interval, IntervalMethod method) = BoundedMean.Holds(items, range) ? BoundedMean.Of(mean, se, variance, observations, clusterCount, residuals, range, confidence)
            : se is { } error ? (Around(mean, Distribution.StudentCritical(confidence, clusterCount - 1) * error), IntervalMethod.T)
            : (default(Interval?), IntervalMethod.None);
        return new MeanEstimate(observations, items.Length, clusterCount, mean, se, uncorrected, naiveSe, confidence, interval, method);
    }

    /// <summary>√(C/(C−1)).</summary>
    internal static double Correction(int clusters) => Math.Sqrt((double)clusters / (clusters - 1));

    private static Interval Around(double mean, double half) => new(mean - half, mean + half);

    private static double Mean(ReadOnlySpan<ItemMoments> items)
    {
        double sum = 0;
        foreach (ItemMoments item in items) { sum += item.Mean; }
        return sum / items.Length;
    }
}
