using LlmNotebooks.Statistics.RankTests;

namespace LlmNotebooks.Statistics;

/// <summary>The Mann–Whitney (Wilcoxon rank-sum) test: whether values of one independent sample tend to be larger than those of another.</summary>
public static class MannWhitney
{
    private const int MostExact = 49;

    /// <summary>The test of two samples.</summary>
    /// <param name="a">At least one finite value.</param>
    /// <param name="b">At least one finite value.</param>
    /// <param name="method">How the p-value is computed; <see cref="RankTestMethod.Auto"/> is exact where both have fewer than 50 values and none are tied.</param>
    /// <param name="continuity">Whether the normal approximation is corrected for continuity, by ½ toward its mean.</param>
    /// <remarks>
    /// U = R − n(n+1)/2 with R the ranks' sum of the first; z = (U − nm/2)/σ, σ² = nm/12·((N+1) − Σ(t³−t)/(N(N−1))) over ties of t, N = n + m.
    /// Mann and Whitney (1947), Annals of Mathematical Statistics 18:50–60. Where all values are equal, p = 1.
    /// </remarks>
    /// <exception cref="ArgumentException">A sample is empty, a value is not finite, or <see cref="RankTestMethod.Exact"/> is asked for where there is no exact distribution.</exception>
    public static MannWhitneyResult Test(ReadOnlySpan<double> a, ReadOnlySpan<double> b, RankTestMethod method = RankTestMethod.Auto, bool continuity = true)
    {
        FiniteValues.Require(a, 1, nameof(a));
        FiniteValues.Require(b, 1, nameof(b));
        if (!Enum.IsDefined(method)) { throw new ArgumentOutOfRangeException(nameof(method), method, "Not a method."); }
        Ranks ranks = Ranks.Of([.. a, .. b]);
        double n = a.Length, m = b.Length, total = n + m, sum = 0;
        for (int i = 0; i < a.Length; i++) { sum += ranks.Values[i]; }
        double u = sum - (n * (n + 1) / 2);
        bool exactPossible = !ranks.HasTies && a.Length <= MostExact && b.Length <= MostExact;
        if (method == RankTestMethod.Exact && !exactPossible)
        {
            throw new ArgumentException($"There is no exact distribution here: {a.Length} and {b.Length} values, {(ranks.HasTies ? "some" : "none")} tied; it needs at most {MostExact} in each and none tied.", nameof(method));
        }

        MannWhitneyResult result = new() { Count = a.Length, SecondCount = b.Length, U = u, HasTies = ranks.HasTies, Exact = false, P = 1, PGreater = 1, PLess = 1 };
        if (exactPossible && method != RankTestMethod.Normal)
        {
            double less = RankDistributions.RankSumAtMost(a.Length, b.Length, u), greater = RankDistributions.RankSumAtMost(a.Length, b.Length, (n * m) - u);
            return result with { Exact = true, PLess = less, PGreater = greater, P = Math.Min(1, 2 * Math.Min(less, greater)) };
        }

        double sd = Math.Sqrt(n * m / 12 * (total + 1 - (ranks.TieCubes / (total * (total - 1)))));
        if (!(sd > 0)) { return result; }
        double shift = continuity ? 0.5 : 0, distance = u - (n * m / 2), z = Math.Sign(distance) * Math.Max(0, Math.Abs(distance) - shift) / sd;
        return result with
        {
            Z = z,
            P = Distribution.NormalTwoSidedP(z),
            PGreater = Distribution.NormalUpperP((distance - shift) / sd),
            PLess = Distribution.NormalUpperP(-(distance + shift) / sd),
        };
    }
}
