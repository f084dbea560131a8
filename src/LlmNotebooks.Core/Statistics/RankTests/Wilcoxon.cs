using LlmNotebooks.Statistics.RankTests;

namespace LlmNotebooks.Statistics;

/// <summary>Wilcoxon's signed-rank test: whether paired differences lie symmetrically about 0.</summary>
public static class Wilcoxon
{
    private const int MostExact = 50;

    /// <summary>A share of a pair's larger score: differences that are closer than this differ by the rounding of the scores and of the subtraction.</summary>
    private const double Rounding = 1e-15;

    /// <summary>The test of a − b.</summary>
    /// <param name="a">At least one finite value.</param>
    /// <param name="b">As many, in the same order of items.</param>
    /// <param name="zeros">What is done with differences of 0.</param>
    /// <param name="method">How the p-value is computed.</param>
    /// <param name="continuity">Whether the normal approximation is corrected for continuity, by ½ toward its mean.</param>
    /// <remarks>
    /// 0.66 − 0.62 and 0.85 − 0.81 are not quite equal in floating point. Differences that are equal but for such rounding are tied here;
    /// to test differences to the last bit, give them to <see cref="SignedRank"/>.
    /// </remarks>
    /// <exception cref="ArgumentException">Lengths differ, there is no pair, a value is not finite, or <see cref="RankTestMethod.Exact"/> is asked for where there is no exact distribution.</exception>
    public static WilcoxonResult Paired(
        ReadOnlySpan<double> a, ReadOnlySpan<double> b, ZeroHandling zeros = ZeroHandling.Wilcoxon, RankTestMethod method = RankTestMethod.Auto, bool continuity = false)
    {
        FiniteValues.RequirePairs(a, b, 1, nameof(a), nameof(b));
        double[] differences = FiniteValues.Differences(a, b);
        double[] rounding = new double[a.Length];
        for (int i = 0; i < rounding.Length; i++) { rounding[i] = Rounding * Math.Max(Math.Abs(a[i]), Math.Abs(b[i])); }
        Settle(differences, rounding);
        return SignedRank(differences, zeros, method, continuity);
    }

    /// <summary>The test of given differences; those are tied that are equal to the last bit.</summary>
    /// <param name="differences">At least one finite value.</param>
    /// <param name="zeros">What is done with differences of 0.</param>
    /// <param name="method">How the p-value is computed; <see cref="RankTestMethod.Auto"/> is exact for at most 50 differences without ties and zeros.</param>
    /// <param name="continuity">Whether the normal approximation is corrected for continuity, by ½ toward its mean.</param>
    /// <remarks>
    /// z = (W⁺ − μ)/σ with μ = n(n+1)/4, σ² = n(n+1)(2n+1)/24 − Σ(t³−t)/48 over ties of t; after Pratt μ loses n₀(n₀+1)/4 and σ² n₀(n₀+1)(2n₀+1)/24 for
    /// n₀ zeros. Wilcoxon (1945), Biometrics Bulletin 1:80–83; Cureton (1967), JASA 62:1068–1069. Where no difference is other than 0, p = 1.
    /// </remarks>
    /// <exception cref="ArgumentException">There is no difference, one is not finite or beyond ±1e100, or <see cref="RankTestMethod.Exact"/> is asked for where there is no exact distribution.</exception>
    public static WilcoxonResult SignedRank(
        ReadOnlySpan<double> differences, ZeroHandling zeros = ZeroHandling.Wilcoxon, RankTestMethod method = RankTestMethod.Auto, bool continuity = false)
    {
        FiniteValues.Require(differences, 1, nameof(differences));
        if (!Enum.IsDefined(zeros)) { throw new ArgumentOutOfRangeException(nameof(zeros), zeros, "Not a way to handle zeros."); }
        if (!Enum.IsDefined(method)) { throw new ArgumentOutOfRangeException(nameof(method), method, "Not a method."); }
        int zeroCount = differences.Count(0.0);
        double[] ranked = zeros == ZeroHandling.Wilcoxon && zeroCount > 0 ? [.. differences.ToArray().Where(value => value != 0)] : differences.ToArray();
        Ranks ranks = Ranks.Of([.. ranked.Select(Math.Abs)]);
        double plus = 0, minus = 0, half = 0;
        for (int i = 0; i < ranked.Length; i++)
        {
            if (ranked[i] > 0) { plus += ranks.Values[i]; }
            else if (ranked[i] < 0) { minus += ranks.Values[i]; }
            else { half += ranks.Values[i] / 2; }
        }

        double n = ranked.Length, n0 = n - (differences.Length - zeroCount), zeroTies = (n0 * n0 * n0) - n0;
        bool ties = ranks.TieCubes > zeroTies, exactPossible = !ties && zeroCount == 0 && n <= MostExact;
        if (zeros == ZeroHandling.Split)
        {
            plus += half;
            minus += half;
        }

        WilcoxonResult result = new() { Count = differences.Length, Zeros = zeroCount, WPlus = plus, WMinus = minus, HasTies = ties, Exact = false, P = 1, PGreater = 1, PLess = 1 };
        if (method == RankTestMethod.Exact && !exactPossible)
        {
            throw new ArgumentException($"There is no exact distribution here: {differences.Length} differences, {zeroCount} of them 0, {(ties ? "some" : "none")} tied; it needs at most {MostExact}, none 0 and none tied.", nameof(method));
        }

        if (zeroCount == differences.Length) { return result; }
        if (exactPossible && method != RankTestMethod.Normal)
        {
            double less = RankDistributions.SignedRankAtMost((int)n, plus), greater = RankDistributions.SignedRankAtMost((int)n, minus);
            return result with { Exact = true, PLess = less, PGreater = greater, P = Math.Min(1, 2 * Math.Min(less, greater)) };
        }

        // Split zeros keep their place among the ties; after Pratt they have left, and with Wilcoxon were never there.
        double mean = n * (n + 1) / 4, variance = n * (n + 1) * ((2 * n) + 1) / 24, cubes = ranks.TieCubes;
        if (zeros == ZeroHandling.Pratt)
        {
            mean -= n0 * (n0 + 1) / 4;
            variance -= n0 * (n0 + 1) * ((2 * n0) + 1) / 24;
            cubes -= zeroTies;
        }

        double sd = Math.Sqrt(variance - (cubes / 48)), shift = continuity ? 0.5 : 0, distance = plus - mean;
        double z = Math.Sign(distance) * Math.Max(0, Math.Abs(distance) - shift) / sd;
        return result with
        {
            Z = z,
            P = Distribution.NormalTwoSidedP(z),
            PGreater = Distribution.NormalUpperP((distance - shift) / sd),
            PLess = Distribution.NormalUpperP(-(distance + shift) / sd),
        };
    }

    /// <summary>Makes equal, in size, what differs by rounding only.</summary>
    private static void Settle(double[] differences, double[] rounding)
    {
        double[] sizes = [.. differences.Select(Math.Abs)];
        int[] order = [.. Enumerable.Range(0, sizes.Length)];
        Array.Sort(sizes, order);
        double size = 0, ofSize = 0;
        for (int i = 0; i < sizes.Length; i++)
        {
            double own = rounding[order[i]];
            if (sizes[i] - size > Math.Max(own, ofSize)) { (size, ofSize) = (sizes[i], own); }
            differences[order[i]] = size == 0 ? 0 : Math.CopySign(size, differences[order[i]]);
        }
    }
}
