using LlmNotebooks.Datasets.Sampling;

namespace LlmNotebooks.Datasets;

/// <summary>Parts and samples of a dataset, by seed. Which samples they have does not depend on the dataset's order, and they keep that order.</summary>
public static class DatasetSplits
{
    /// <summary>Two parts, the first with a share of the clusters of each category. A cluster is never torn apart.</summary>
    /// <param name="dataset">What is divided.</param>
    /// <param name="share">Share of the first part, in (0, 1).</param>
    /// <param name="seed">Any number.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is not in (0, 1).</exception>
    /// <exception cref="ArgumentException">A part would be empty.</exception>
    public static (Dataset First, Dataset Second) Split(this Dataset dataset, double share, long seed)
    {
        if (!(share is > 0 and < 1)) { throw new ArgumentOutOfRangeException(nameof(share), share, "Must be above 0 and below 1."); }
        IReadOnlyList<Dataset> parts = dataset.Split([share, 1 - share], seed);
        return (parts[0], parts[1]);
    }

    /// <summary>Parts that are disjoint and together the whole. A cluster is never torn apart.</summary>
    /// <param name="dataset">What is divided.</param>
    /// <param name="shares">Shares of the parts, each above 0, summing to 1.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="stratify">Whether each category is divided by the shares. Default yes. A cluster with several categories counts as one of that combination.</param>
    /// <remarks>
    /// Of each stratum of n clusters a part gets ⌊n·share⌋ or ⌈n·share⌉, by largest remainder; a remainder that comes off badly counts on in the next
    /// stratum. A sample without cluster is one of its own. Which clusters: by the order of SHA-256 of seed and key.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">A share is not above 0.</exception>
    /// <exception cref="ArgumentException">There are no shares, they do not sum to 1, or a part would be empty.</exception>
    public static IReadOnlyList<Dataset> Split(this Dataset dataset, IReadOnlyList<double> shares, long seed, bool stratify = true)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(shares);
        foreach (double share in shares) { ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(share, 0, nameof(shares)); }
        if (!(Math.Abs(shares.Sum() - 1) < 1e-9)) { throw new ArgumentException($"The shares sum to {shares.Sum()}, and must to 1.", nameof(shares)); }
        Cluster[][] strata = Strata(Cluster.Of(dataset, seed, stratify), cluster => cluster.Stratum);
        int[][] sizes = Apportionment.Divide([.. strata.Select(stratum => stratum.Length)], shares);
        List<Cluster>[] parts = [.. shares.Select(_ => new List<Cluster>())];
        for (int i = 0; i < strata.Length; i++)
        {
            int begin = 0;
            for (int part = 0; part < parts.Length; part++)
            {
                parts[part].AddRange(strata[i][begin..(begin + sizes[i][part])]);
                begin += sizes[i][part];
            }
        }

        int empty = Array.FindIndex(parts, part => part.Count == 0);
        return empty < 0
            ? [.. parts.Select(part => Cluster.Samples(dataset, part))]
            : throw new ArgumentException($"Part {empty + 1}, with the share {shares[empty]}, gets none of the {strata.Sum(stratum => stratum.Length)} clusters of '{dataset.Name}'; give it more.", nameof(shares));
    }

    /// <summary>A random part with its share of every category; all where there are fewer.</summary>
    /// <param name="dataset">What is drawn from.</param>
    /// <param name="count">How many samples, at least 1.</param>
    /// <param name="seed">Any number.</param>
    /// <remarks>Of a category with p of N samples it has ⌊count·p/N⌋ or ⌈count·p/N⌉, and a larger count of the same seed contains the smaller one. Samples without category are a stratum, too.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive.</exception>
    public static Dataset StratifiedSample(this Dataset dataset, int count, long seed)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        if (count >= dataset.Samples.Count) { return dataset; }
        IEnumerable<(UInt128 Rank, string Stratum, int Index)> ranked = dataset.Samples
            .Select((sample, index) => (HashRank.Of(seed, sample.Id), Cluster.StratumOf([sample.Category]), index))
            .OrderBy(sample => sample.Item1);
        return dataset.Pick(StratifiedOrder.Merge(Strata(ranked, sample => sample.Stratum)).Take(count).Select(sample => sample.Index));
    }

    /// <summary>A random part of whole clusters, with all their samples; all where there are fewer.</summary>
    /// <param name="dataset">What is drawn from.</param>
    /// <param name="count">How many clusters, at least 1; a sample without cluster is one of its own.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="stratify">Whether every category has its share of the clusters. Default no.</param>
    /// <remarks>A larger count of the same seed contains the smaller one.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive.</exception>
    public static Dataset SampleClusters(this Dataset dataset, int count, long seed, bool stratify = false)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        Cluster[] clusters = Cluster.Of(dataset, seed, stratify);
        return count >= clusters.Length ? dataset : Cluster.Samples(dataset, StratifiedOrder.Merge(Strata(clusters, cluster => cluster.Stratum)).Take(count));
    }

    private static T[][] Strata<T>(IEnumerable<T> units, Func<T, string> stratum) =>
        [.. units.GroupBy(stratum, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => group.ToArray())];
}
