namespace LlmNotebooks.Statistics.RankTests;

/// <summary>Exact distributions of rank statistics, without ties: how many arrangements give each value.</summary>
internal static class RankDistributions
{
    /// <summary>The share of the 2ⁿ sets of signs whose positive ranks sum to at most <paramref name="w"/>.</summary>
    /// <param name="n">At most 62.</param>
    /// <param name="w">The sum.</param>
    /// <remarks>Counts of subsets of 1..n by their sum: Wilcoxon (1945), Biometrics Bulletin 1:80–83.</remarks>
    public static double SignedRankAtMost(int n, double w)
    {
        if (w < 0) { return 0; }
        long[] counts = new long[(n * (n + 1) / 2) + 1];
        counts[0] = 1;
        for (int rank = 1, largest = 0; rank <= n; rank++)
        {
            largest += rank;
            for (int sum = largest; sum >= rank; sum--) { counts[sum] += counts[sum - rank]; }
        }

        long within = 0;
        for (int sum = 0; sum <= Math.Min(Math.Floor(w), counts.Length - 1); sum++) { within += counts[sum]; }
        return within / Math.Pow(2, n);
    }

    /// <summary>The share of the arrangements of n and m values in which U is at most <paramref name="u"/>.</summary>
    /// <param name="n">Below 50.</param>
    /// <param name="m">Below 50.</param>
    /// <param name="u">Pairs in which the first is the larger.</param>
    /// <remarks>Counts are the coefficients of Π (1 − qᵐ⁺ⁱ)/(1 − qⁱ), i = 1..n: Mann and Whitney (1947), Annals of Mathematical Statistics 18:50–60; Andrews, The Theory of Partitions, chapter 3.</remarks>
    public static double RankSumAtMost(int n, int m, double u)
    {
        if (u < 0) { return 0; }
        Int128[] counts = new Int128[(n * m) + 1];
        counts[0] = 1;
        for (int i = 1; i <= n; i++)
        {
            for (int k = counts.Length - 1; k >= m + i; k--) { counts[k] -= counts[k - m - i]; }
            for (int k = i; k < counts.Length; k++) { counts[k] += counts[k - i]; }
        }

        return Share(counts, u);
    }

    /// <summary>The share of the n! orders of n values that have at most <paramref name="inversions"/> discordant pairs.</summary>
    /// <param name="n">At most 33.</param>
    /// <param name="inversions">The pairs.</param>
    /// <remarks>Counts are the coefficients of Π (1 + q + … + qⁱ⁻¹): Kendall (1938), Biometrika 30:81–93.</remarks>
    public static double InversionsAtMost(int n, double inversions)
    {
        if (inversions < 0) { return 0; }
        Int128[] counts = new Int128[(n * (n - 1) / 2) + 1];
        counts[0] = 1;
        for (int i = 2; i <= n; i++)
        {
            for (int k = counts.Length - 1; k >= i; k--) { counts[k] -= counts[k - i]; }
            for (int k = 1; k < counts.Length; k++) { counts[k] += counts[k - 1]; }
        }

        return Share(counts, inversions);
    }

    private static double Share(Int128[] counts, double most)
    {
        Int128 within = 0, all = 0;
        for (int k = 0; k < counts.Length; k++)
        {
            all += counts[k];
            if (k <= most) { within += counts[k]; }
        }

        return (double)within / (double)all;
    }
}
