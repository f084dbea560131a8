using LlmNotebooks.Statistics.Resampling;

namespace LlmNotebooks.Statistics;

/// <summary>Permutation tests of mean differences: exact where all arrangements can be counted, else from seeded draws.</summary>
/// <remarks>
/// They suppose that under the null hypothesis the labels could as well have been swapped, and nothing about the distribution.
/// From m draws of which b are at least as extreme, p = (b + 1)/(m + 1), which is never 0: Phipson and Smyth (2010), "Permutation p-values should
/// never be zero", Statistical Applications in Genetics and Molecular Biology 9:39. Arrangements that differ from the observed one by rounding only count as equal to it.
/// </remarks>
public static class PermutationTest
{
    /// <summary>Whether pairs differ in the mean: signs of the differences are flipped.</summary>
    /// <param name="a">At least one finite value.</param>
    /// <param name="b">As many, in the same order of items.</param>
    /// <param name="seed">Of the draws; not used where at most 40 differences are not 0, for then all 2ⁿ arrangements are counted.</param>
    /// <param name="resamples">Draws, at least 1.</param>
    /// <exception cref="ArgumentException">Lengths differ, there is no pair, or a value is not finite or beyond ±1e100.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="resamples"/> is less than 1.</exception>
    public static PermutationResult Paired(ReadOnlySpan<double> a, ReadOnlySpan<double> b, long seed = 1, int resamples = 10_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        FiniteValues.RequirePairs(a, b, 1, nameof(a), nameof(b));
        return SignFlips.Test(FiniteValues.Differences(a, b), a.Length, null, seed, resamples);
    }

    /// <summary>Whether two models differ in the mean over the items that both have scores for: the signs of whole clusters are flipped.</summary>
    /// <param name="a">Observations of the first; differences are first minus second. An item's repetitions count by their mean.</param>
    /// <param name="b">Observations of the second.</param>
    /// <param name="seed">Of the draws; not used where at most 40 clusters differ.</param>
    /// <param name="resamples">Draws, at least 1.</param>
    /// <exception cref="ArgumentException">No item is in common, or an item is in two clusters.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="resamples"/> is less than 1.</exception>
    public static PermutationResult Clustered(IEnumerable<ItemScore> a, IEnumerable<ItemScore> b, long seed = 1, int resamples = 10_000)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        ClusteredScores differences = ClusteredScores.OfDifferences(new ItemScores(a), new ItemScores(b));
        if (differences.Clusters == 0) { throw new ArgumentException("The two have no item in common.", nameof(b)); }
        return SignFlips.Test(differences.SumsOf(differences.Scores), differences.Scores.Length, differences.Clusters, seed, resamples);
    }

    /// <summary>Whether two independent samples differ in the mean: values are dealt anew to the two.</summary>
    /// <param name="a">At least one finite value.</param>
    /// <param name="b">At least one finite value.</param>
    /// <param name="seed">Of the draws; not used where there are at most a million ways to deal, for then all are counted.</param>
    /// <param name="resamples">Draws, at least 1.</param>
    /// <remarks>The two-sided p-value is by |difference|; packages that double the smaller one-sided p-value give another where sizes differ.</remarks>
    /// <exception cref="ArgumentException">A sample is empty, or a value is not finite or beyond ±1e100.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="resamples"/> is less than 1.</exception>
    public static PermutationResult TwoSample(ReadOnlySpan<double> a, ReadOnlySpan<double> b, long seed = 1, int resamples = 10_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        FiniteValues.Require(a, 1, nameof(a));
        FiniteValues.Require(b, 1, nameof(b));
        return Deals.Test(a, b, seed, resamples);
    }
}
