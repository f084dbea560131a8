using System.Runtime.InteropServices;

namespace LlmNotebooks.Statistics;

/// <summary>The items' deviations from their mean, summed by cluster: S_c.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct ClusterResiduals
{
    private ClusterResiduals(double squares, double carrying, double effective) => (Squares, Carrying, Effective) = (squares, carrying, effective);

    /// <summary>Σ S_c².</summary>
    public double Squares { get; }

    /// <summary>((C−1)/C · Σ S_c²)²/Σ S_c⁴, at least 1: the number of clusters that carry the variance; 1 where one deviates from all others, and where none does.</summary>
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
        return new ClusterResiduals(squares, fourths > 0 ? Math.Max(1, others * others / fourths) : 1, (double)items.Length * items.Length / sizesSquared);
    }
}
