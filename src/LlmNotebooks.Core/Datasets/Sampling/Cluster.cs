namespace LlmNotebooks.Datasets.Sampling;

/// <summary>Samples that stay together: those of one cluster key, or one sample without a key.</summary>
/// <param name="Key">Names it among the others.</param>
/// <param name="Rank">Its place in the random order of a seed.</param>
/// <param name="Stratum">The categories of its samples.</param>
/// <param name="Ids">Ids of its samples.</param>
internal sealed record Cluster(string Key, UInt128 Rank, string Stratum, IReadOnlyList<string> Ids)
{
    /// <summary>The clusters of a dataset in the random order of a seed, which does not depend on the order of its samples.</summary>
    public static Cluster[] Of(Dataset dataset, long seed, bool stratify) =>
        [.. dataset.Samples
            .GroupBy(sample => sample.Cluster is null ? "sample\n" + sample.Id : "cluster\n" + sample.Cluster, StringComparer.Ordinal)
            .Select(samples => new Cluster(samples.Key, HashRank.Of(seed, samples.Key), stratify ? StratumOf(samples) : string.Empty, [.. samples.Select(sample => sample.Id)]))
            .OrderBy(cluster => cluster.Rank).ThenBy(cluster => cluster.Key, StringComparer.Ordinal)];

    /// <summary>The dataset's samples in some of its clusters, in the dataset's order.</summary>
    public static Dataset Samples(Dataset dataset, IEnumerable<Cluster> clusters)
    {
        HashSet<string> ids = clusters.SelectMany(cluster => cluster.Ids).ToHashSet(StringComparer.Ordinal);
        return dataset.With([.. dataset.Samples.Where(sample => ids.Contains(sample.Id))]);
    }

    public static string StratumOf(IEnumerable<Sample> samples) =>
        string.Join('\n', samples.Select(sample => sample.Category is null ? string.Empty : "=" + sample.Category).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
