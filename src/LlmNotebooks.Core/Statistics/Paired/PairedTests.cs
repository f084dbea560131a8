using LlmNotebooks.Statistics.Resampling;

namespace LlmNotebooks.Statistics;

/// <summary>The usual tests of a difference on the same items, side by side.</summary>
/// <remarks>
/// To see what each takes for granted, and whether a conclusion hangs on it. For a verdict one of them is chosen before the scores are seen: the smallest of several p-values is below α more often than α says.
/// Tests that count the items of a cluster as independent are there for comparison; where items are wordings of one question, those by cluster are the ones to go by.
/// </remarks>
public static class PairedTests
{
    private const string Clusters = "clusters", Items = "items";

    /// <summary>All of them.</summary>
    /// <param name="a">Observations of the first; differences are first minus second. Repetitions repeat the item and count by their mean.</param>
    /// <param name="b">Observations of the second.</param>
    /// <param name="seed">Of the permutations and of the bootstrap.</param>
    /// <param name="resamples">Of each of the two, at least 1.</param>
    /// <param name="confidence">Level of the intervals, in (0, 1).</param>
    /// <returns>
    /// By cluster: paired t, sign flips, bootstrap (BCa, else percentile), Wilcoxon's signed ranks and the sign test of the clusters' mean differences, unpaired normal test. By item: paired t, and McNemar's mid-p where all scores are 0 or 1.
    /// </returns>
    /// <exception cref="ArgumentException">Fewer than two clusters have scores from both, or an item is in two clusters.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="resamples"/> or <paramref name="confidence"/> is out of range.</exception>
    public static IReadOnlyList<PairedTest> All(IEnumerable<ItemScore> a, IEnumerable<ItemScore> b, long seed = 1, int resamples = 10_000, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ItemScore[] first = [.. a], second = [.. b];
        PairedComparison byCluster = PairedComparison.Compare("A", first, "B", second, confidence);
        if (byCluster.Clusters < 2) { throw new ArgumentException($"{byCluster.Clusters} clusters have scores from both; a test needs at least 2.", nameof(b)); }
        PairedComparison byItem = PairedComparison.Compare("A", Loose(first), "B", Loose(second), confidence);
        PermutationResult flips = PermutationTest.Clustered(first, second, seed, resamples);
        BootstrapResult bootstrap = Bootstrap.ClusteredDifference(first, second, seed, resamples, confidence);
        double[] means = ClusteredScores.OfDifferences(new ItemScores(first), new ItemScores(second)).Means();
        List<PairedTest> tests =
        [
            new("paired t", Clusters, byCluster.Clusters, byCluster.Difference, byCluster.Interval, byCluster.P, byCluster.Reason ?? "the mean difference is nearly normal"),
            new("permutation", Clusters, byCluster.Clusters, flips.Difference, null, flips.P, flips.Exact ? "labels could be swapped; all arrangements counted" : $"labels could be swapped; {flips.Arrangements} drawn"),
            new("bootstrap", Clusters, byCluster.Clusters, bootstrap.Estimate, bootstrap.Bca ?? bootstrap.Percentile, null, bootstrap.Bca is null ? $"percentile: {bootstrap.Reason}" : $"BCa, {bootstrap.Resamples} resamples; an interval, no p"),
            new("Wilcoxon", Clusters, means.Length, null, null, Array.TrueForAll(means, mean => mean == 0) ? 1 : Wilcoxon.SignedRank(means).P, "differences are symmetric; by ranks, not the mean"),
            new("sign test", Clusters, means.Length, null, null, SignTest.Test(means.Count(mean => mean > 0), means.Count(mean => mean < 0)).P, "only which is better, not by how much"),
            new("unpaired", Clusters, byCluster.Clusters, byCluster.Difference, Unpaired(byCluster), byCluster.PUnpaired, "as if the two had answered different questions"),
            new("paired t", Items, byItem.Items, byItem.Difference, byItem.Interval, byItem.P, byItem.Reason ?? "as if all items were independent"),
        ];
        return [.. tests, McNemarTest(first, second, confidence)];
    }

    private static PairedTest McNemarTest(ItemScore[] first, ItemScore[] second, double confidence)
    {
        ItemScores a = new(first), b = new(second);
        (double A, double B)[] pairs = [.. a.Ordered().Where(item => b.TryGet(item, out _)).Select(item => (Mean(a, item), Mean(b, item)))];
        if (!Array.TrueForAll(pairs, pair => pair.A is 0 or 1 && pair.B is 0 or 1))
        {
            return new("McNemar", Items, pairs.Length, null, null, null, "not made: it takes scores of 0 and 1");
        }

        McNemarResult result = McNemar.Paired([.. pairs.Select(pair => pair.A)], [.. pairs.Select(pair => pair.B)], confidence);
        return new("McNemar", Items, pairs.Length, result.Difference, result.Interval, result.PMid, $"mid-p; {result.OnlyFirst} only A, {result.OnlySecond} only B, as if all items were independent");
    }

    private static Interval? Unpaired(PairedComparison comparison)
    {
        if (comparison is not { Difference: { } difference, SeUnpaired: > 0 and { } se }) { return null; }
        double half = Distribution.NormalCritical(comparison.Confidence) * se;
        return new Interval(difference - half, difference + half);
    }

    private static IEnumerable<ItemScore> Loose(IEnumerable<ItemScore> scores) => scores.Select(score => score with { Cluster = null });

    private static double Mean(ItemScores scores, string item) => scores.TryGet(item, out ItemMoments moments) ? moments.Mean : throw new KeyNotFoundException(item);
}
