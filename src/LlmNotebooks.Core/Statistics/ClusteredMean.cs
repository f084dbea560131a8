namespace LlmNotebooks.Statistics;

/// <summary>Means whose standard errors respect that items of one cluster, and repetitions of one item, are not independent.</summary>
public static class ClusteredMean
{
    /// <summary>Mean and standard errors of scores given one observation at a time.</summary>
    /// <param name="observations">Observations in any order. One without a finite score is missing and left out. An item without a cluster is its own.</param>
    /// <param name="confidence">Two-sided level, in (0, 1).</param>
    /// <returns>The estimate; its members say when they are null.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is not in (0, 1).</exception>
    /// <exception cref="ArgumentException">An item appears in two clusters.</exception>
    public static MeanEstimate Estimate(IEnumerable<ItemScore> observations, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(observations);
        return new ItemScores(observations).Estimate(confidence);
    }

    /// <summary>The estimate from one row per item.</summary>
    /// <param name="items">Mean, number of observations and their sum of squares about the item's mean, and the cluster's number, per item.</param>
    /// <param name="clusterCount">Clusters are numbered from 0 to this, exclusive; all are used.</param>
    /// <param name="confidence">Two-sided level.</param>
    internal static MeanEstimate Estimate(ReadOnlySpan<ItemMoments> items, int clusterCount, double confidence)
    {
        Distribution.ValidConfidence(confidence);
        if (items.IsEmpty) { return new MeanEstimate(0, 0, 0, null, null, null, null, confidence, null); }
        double mean = Mean(items);
        int observations = 0;
        double naive = 0;
        foreach (ItemMoments item in items)
        {
            observations += item.Observations;
            double weight = 1.0 / ((double)items.Length * item.Observations);
            double deviation = item.Mean - mean;
            naive += weight * weight * (item.SquaredDeviations + (item.Observations * deviation * deviation));
        }

        double? naiveSe = observations < 2 ? null : Math.Sqrt(naive * observations / (observations - 1));
        if (clusterCount < 2)
        {
            return new MeanEstimate(observations, items.Length, clusterCount, mean, null, null, naiveSe, confidence, null);
        }

        double uncorrected = StandardError(items, mean, clusterCount);
        double se = uncorrected * Correction(clusterCount);
        double half = Distribution.StudentCritical(confidence, clusterCount - 1) * se;
        return new MeanEstimate(observations, items.Length, clusterCount, mean, se, uncorrected, naiveSe, confidence, new Interval(mean - half, mean + half));
    }

    /// <summary>√(C/(C−1)).</summary>
    internal static double Correction(int clusters) => Math.Sqrt((double)clusters / (clusters - 1));

    private static double Mean(ReadOnlySpan<ItemMoments> items)
    {
        double sum = 0;
        foreach (ItemMoments item in items) { sum += item.Mean; }
        return sum / items.Length;
    }

    private static double StandardError(ReadOnlySpan<ItemMoments> items, double mean, int clusterCount)
    {
        double[] residuals = new double[clusterCount];
        foreach (ItemMoments item in items) { residuals[item.Cluster] += item.Mean - mean; }
        double squares = 0;
        foreach (double residual in residuals) { squares += residual * residual; }
        return Math.Sqrt(squares) / items.Length;
    }
}
