using System.Runtime.InteropServices;

namespace LlmNotebooks.Statistics;

/// <summary>The observations of one item, condensed.</summary>
/// <param name="Mean">Of the observations.</param>
/// <param name="Observations">How many.</param>
/// <param name="SquaredDeviations">Sum of squares about the mean.</param>
/// <param name="Cluster">The cluster's number.</param>
/// <param name="Graded">Whether an observation is neither 0 nor 1.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ItemMoments(double Mean, int Observations, double SquaredDeviations, int Cluster, bool Graded = false)
{
    /// <summary>Adds one observation, by Welford's update.</summary>
    public ItemMoments With(double score)
    {
        int count = Observations + 1;
        double delta = score - Mean;
        double mean = Mean + (delta / count);
        return new ItemMoments(mean, count, SquaredDeviations + (delta * (score - mean)), Cluster, Graded || score is not (0 or 1));
    }
}
