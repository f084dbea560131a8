namespace LlmNotebooks.Datasets.Sampling;

/// <summary>Samples that stay together: those of one cluster key, or one sample without a key.</summary>
/// <param name="Key">Names it among the others.</param>
/// <param name="Rank">Its place in the random order of a seed.</param>
/// <param name="Stratum">The categories of its samples.</param>
/// <param name="Indexes">Places of its samples in the dataset.</param>
internal sealed record Cluster(string Key, UInt128 Rank, string Stratum, int[] Indexes)
{
    /// <summary>The clusters of a dataset in the random order of a seed, which does not depend on the order of its samples.</summary>
    public static Cluster[] Of(Dataset dataset, long seed, bool stratify) =>
        [.. dataset.Samples
            .Select((sample, index) => (Key: sample.Cluster is null ? "sample\n" + sample.Id : "cluster\n" + sample.Cluster, sample.Category, Index: index))
            .GroupBy(sample => sample.Key, StringComparer.Ordinal)
            .Select(samples => new Cluster(samples.Key, HashRank.Of(seed, samples.Key), stratify ? StratumOf(samples.Select(sample => sample.Category)) : string.Empty, [.. samples.Select(sample => sample.Index)]))
            .OrderBy(cluster => cluster.Rank).ThenBy(cluster => cluster.Key, StringComparer.Ordinal)];

    /// <summary>The dataset's samples in some of its clusters, in the dataset's order.</summary>
    public static Dataset Samples(Dataset dataset, IEnumerable<Cluster> clusters) => dataset.Pick(clusters.SelectMany(cluster => cluster.Indexes));

    /// <summary>The stratum of samples with these categories.</summary>
    public static string StratumOf(IEnumerable<string?> categories) =>
        string.Join('\n', categories.Select(category => category is null ? string.Empty : "=" + category).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
