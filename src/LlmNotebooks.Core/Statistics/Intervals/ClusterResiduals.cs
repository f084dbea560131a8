using System.Runtime.InteropServices;

namespace LlmNotebooks.Statistics;

/// <summary>The items' deviations from their mean, summed by cluster: S_c.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct ClusterResiduals
{
    private ClusterResiduals(double squares, double carrying, double effective) => (Squares, Carrying, Effective) = (squares, carrying, effective);

    /// <summary>Σ S_c².</summary>
    public double Squares { get; }

    /// <summary>
    /// ((C−1)/C · Σ S_c²)²/Σ S_c⁴, at least 1: the number of clusters that carry the variance; 1 where one deviates from all others, and where none does. Clusters of other sizes would make more of
    /// one that deviates: the most that they could is divided by.
    /// </summary>
    public double Carrying { get; }

    /// <summary>(Σ n_c)²/Σ n_c², of clusters of n_c items: C where all have one size. Kish (1965), Survey Sampling.</summary>
    public double Effective { get; }

    public static ClusterResiduals Of(ReadOnlySpan<ItemMoments> items, double mean, int clusterCount)
    {
        double[] sums = new double[clusterCount];
        int[] sizes = new int[clusterCount];
        foreach (ItemMoments item in items)
        {
            sums[item.Cluster] += item.Mean - mean;
            sizes[item.Cluster]++;
        }

        double squares = 0, fourths = 0, sizesSquared = 0;
        for (int cluster = 0; cluster < clusterCount; cluster++)
        {
            double square = sums[cluster] * sums[cluster];
            squares += square;
            fourths += square * square;
            sizesSquared += (double)sizes[cluster] * sizes[cluster];
        }

        double others = squares * (clusterCount - 1) / clusterCount;
        return new ClusterResiduals(squares, fourths > 0 ? Math.Max(1, others * others / fourths / MostOfOne(sizes, items.Length)) : 1, (double)items.Length * items.Length / sizesSquared);
    }

    // What the ratio is at most where one cluster deviates, by e: S of it is e·(1 − f), with its share f of the items, and that of another −e·f. 1 where all have one size.
    private static double MostOfOne(int[] sizes, int items)
    {
        double squares = 0, fourths = 0, most = 1, shrink = (sizes.Length - 1.0) / sizes.Length;
        foreach (int size in sizes)
        {
            double share = (double)size / items;
            squares += share * share;
            fourths += share * share * share * share;
        }

        // A cluster of all items deviates from nothing.
        foreach (int size in sizes.Where(size => size < items))
        {
            double square = (double)size / items * size / items, rest = (1 - ((double)size / items)) * (1 - ((double)size / items));
            double sum = shrink * (rest + squares - square);
            most = Math.Max(most, sum * sum / ((rest * rest) + fourths - (square * square)));
        }

        return most;
    }
}
