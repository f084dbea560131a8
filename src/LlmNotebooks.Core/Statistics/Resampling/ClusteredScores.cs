namespace LlmNotebooks.Statistics.Resampling;

/// <summary>One score per item, or one difference, with the number of its cluster.</summary>
/// <param name="Scores">Per item, in ordinal order of the items.</param>
/// <param name="Cluster">Per item, from 0, in the order of the clusters' first items.</param>
/// <param name="Clusters">How many clusters there are.</param>
internal sealed record ClusteredScores(double[] Scores, int[] Cluster, int Clusters)
{
    /// <summary>One model's items, each by the mean of its repetitions.</summary>
    public static ClusteredScores Of(ItemScores scores) => Gather(scores.Ordered(), scores.MeanOf, scores.ClusterOf);

    /// <summary>The differences of the items that both have scores for.</summary>
    /// <exception cref="ArgumentException">An item is in another cluster for the second.</exception>
    public static ClusteredScores OfDifferences(ItemScores a, ItemScores b)
    {
        string[] shared = a.SharedWith(b, "the first", "the second");
        return Gather(shared, item => a.MeanOf(item) - b.MeanOf(item), a.ClusterOf);
    }

    /// <summary>Sums of values per cluster, one value per item.</summary>
    public double[] SumsOf(ReadOnlySpan<double> values)
    {
        double[] sums = new double[Clusters];
        for (int i = 0; i < values.Length; i++) { sums[Cluster[i]] += values[i]; }
        return sums;
    }

    /// <summary>Items per cluster.</summary>
    public double[] Sizes()
    {
        double[] sizes = new double[Clusters];
        foreach (int cluster in Cluster) { sizes[cluster]++; }
        return sizes;
    }

    /// <summary>Mean score, or difference, per cluster.</summary>
    public double[] Means() => [.. SumsOf(Scores).Zip(Sizes(), (sum, size) => sum / size)];

    private static ClusteredScores Gather(IReadOnlyList<string> items, Func<string, double> score, Func<string, string> clusterOf)
    {
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        double[] scores = new double[items.Count];
        int[] cluster = new int[items.Count];
        for (int i = 0; i < items.Count; i++)
        {
            scores[i] = score(items[i]);
            cluster[i] = ItemScores.Number(numbers, clusterOf(items[i]));
        }

        return new ClusteredScores(scores, cluster, numbers.Count);
    }
}
