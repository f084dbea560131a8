using System.Runtime.InteropServices;

namespace LlmNotebooks.Statistics;

/// <summary>The observations of one item, condensed.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ItemMoments(double Mean, int Observations, double SquaredDeviations, int Cluster)
{
    /// <summary>Adds one observation, by Welford's update.</summary>
    public ItemMoments With(double score)
    {
        int count = Observations + 1;
        double delta = score - Mean;
        double mean = Mean + (delta / count);
        return new ItemMoments(mean, count, SquaredDeviations + (delta * (score - mean)), Cluster);
    }
}
