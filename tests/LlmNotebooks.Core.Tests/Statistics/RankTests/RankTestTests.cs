using System.Text.Json;
using CsCheck;
using LlmNotebooks.Statistics;
using LlmNotebooks.Statistics.RankTests;
using static LlmNotebooks.Tests.Statistics.GoldenFigures;

namespace LlmNotebooks.Tests.Statistics;

public sealed class RankTestTests
{
    // Whole numbers tie; millionths hardly do, and what is bent stays apart.
    private static readonly Gen<double> Value = Gen.OneOf(Gen.Int[-4, 4].Select(i => (double)i), Gen.Int[-5_000_000, 5_000_000].Select(i => i / 1e6), Gen.Const(0.0));
    private static readonly Gen<double[]> Sample = Gen.OneOf(Value.Array[1, 12], Value.Array[1, 80]);

    [Fact]
    public void Exact_signed_rank_test_is_SciPys()
    {
        (JsonElement input, JsonElement output) = Group("wilcoxon_exact");

        WilcoxonResult test = Wilcoxon.SignedRank(input.Numbers("differences"));

        Assert.True(test.Exact);
        Assert.Equal(output.Number("w_min"), test.W);
        Assert.Equal(output.Number("w_plus"), test.WPlus);
        AssertPrinted(output.Number("p_two_sided"), test.P);
        AssertPrinted(output.Number("p_greater"), test.PGreater);
    }

    [Theory]
    [InlineData("wilcox", ZeroHandling.Wilcoxon)]
    [InlineData("pratt", ZeroHandling.Pratt)]
    [InlineData("zsplit", ZeroHandling.Split)]
    public void Signed_rank_test_with_ties_and_zeros_is_SciPys(string name, ZeroHandling zeros)
    {
        (JsonElement input, JsonElement output) = Group("wilcoxon_ties_zeros_normal");
        double[] differences = input.Numbers("differences");

        WilcoxonResult plain = Wilcoxon.SignedRank(differences, zeros), corrected = Wilcoxon.SignedRank(differences, zeros, continuity: true);

        Assert.False(plain.Exact);
        Assert.Equal(3, plain.Zeros);
        Assert.Equal(output.GetProperty($"{name}_plain").Number("w_min"), plain.W);
        AssertPrinted(output.GetProperty($"{name}_plain").Number("p_two_sided"), plain.P);
        AssertPrinted(output.GetProperty($"{name}_corrected").Number("p_two_sided"), corrected.P);
    }

    // Darwin's fifteen pairs of maize, in eighths of an inch: Fisher (1935), The Design of Experiments, section 17.
    // SciPy 1.10.1: wilcoxon(d, mode="exact") gives statistic=24.0, pvalue=0.041259765625.
    [Fact]
    public void Darwins_maize_is_SciPys()
    {
        WilcoxonResult test = Wilcoxon.SignedRank([49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]);

        Assert.Equal(24, test.W);
        Assert.Equal(0.041259765625, test.P, 1e-12);
        Assert.Equal((96.0 - 24) / 120, test.RankBiserial!.Value, 1e-12);
    }

    // Critical values of the smaller W, two-sided 5 % and 1 %: Wilcoxon and Wilcox (1964), Some Rapid Approximate Statistical Procedures, as in most
    // textbooks (Siegel and Castellan 1988, table H). At the value p is within the level, at the next one it is not.
    [Theory]
    [InlineData(6, 0, 0.05)]
    [InlineData(7, 2, 0.05)]
    [InlineData(8, 3, 0.05)]
    [InlineData(9, 5, 0.05)]
    [InlineData(10, 8, 0.05)]
    [InlineData(15, 25, 0.05)]
    [InlineData(20, 52, 0.05)]
    [InlineData(25, 89, 0.05)]
    [InlineData(8, 0, 0.01)]
    [InlineData(10, 3, 0.01)]
    [InlineData(20, 37, 0.01)]
    [InlineData(25, 68, 0.01)]
    public void Critical_values_of_W_are_the_textbooks(int n, int critical, double level)
    {
        Assert.True(2 * RankDistributions.SignedRankAtMost(n, critical) <= level);
        Assert.True(2 * RankDistributions.SignedRankAtMost(n, critical + 1) > level);
    }

    // Critical values of the smaller U, two-sided 5 %: Mann and Whitney (1947) and Auble (1953), as in most textbooks.
    [Theory]
    [InlineData(4, 4, 0)]
    [InlineData(5, 5, 2)]
    [InlineData(6, 8, 8)]
    [InlineData(7, 7, 8)]
    [InlineData(8, 8, 13)]
    [InlineData(10, 10, 23)]
    [InlineData(12, 15, 49)]
    [InlineData(20, 20, 127)]
    public void Critical_values_of_U_are_the_textbooks(int n, int m, int critical)
    {
        Assert.True(2 * RankDistributions.RankSumAtMost(n, m, critical) <= 0.05);
        Assert.True(2 * RankDistributions.RankSumAtMost(n, m, critical + 1) > 0.05);
    }

    [Fact]
    public void Mann_Whitney_is_SciPys()
    {
        (JsonElement input, JsonElement output) = Group("mann_whitney");
        double[] x = input.Numbers("x"), y = input.Numbers("y");

        MannWhitneyResult exact = MannWhitney.Test(x, y), normal = MannWhitney.Test(x, y, RankTestMethod.Normal, continuity: false), corrected = MannWhitney.Test(x, y, RankTestMethod.Normal);

        Assert.True(exact.Exact);
        Assert.Equal(output.Number("u1"), exact.U);
        AssertPrinted(output.Number("auc"), exact.Auc);
        AssertPrinted(output.Number("p_exact"), exact.P);
        AssertPrinted(output.Number("p_normal"), normal.P);
        AssertPrinted(output.Number("p_normal_corrected"), corrected.P);
    }

    [Fact]
    public void Mann_Whitney_with_ties_is_SciPys()
    {
        (JsonElement input, JsonElement output) = Group("mann_whitney_ties");
        double[] x = input.Numbers("x"), y = input.Numbers("y");

        MannWhitneyResult test = MannWhitney.Test(x, y);

        Assert.False(test.Exact);
        Assert.Equal(output.Number("u1"), test.U);
        AssertPrinted(output.Number("p_normal_corrected"), test.P);
        AssertPrinted(output.Number("p_normal"), MannWhitney.Test(x, y, continuity: false).P);
    }

    // R's ?wilcox.test, permeability of the human chorioamnion (Hollander and Wolfe 1973, p. 69): wilcox.test(x, y, alternative = "g") prints W = 35, p-value = 0.1272.
    [Fact]
    public void Mann_Whitney_of_Hollander_and_Wolfe_is_Rs()
    {
        MannWhitneyResult test = MannWhitney.Test([0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46], [1.15, 0.88, 0.90, 0.74, 1.21]);

        Assert.Equal(35, test.U);
        Assert.Equal(0.1272, test.PGreater, 5e-5);
    }

    [Fact]
    public void Differences_that_are_equal_but_for_rounding_are_tied()
    {
        // 0.66 − 0.62, 0.85 − 0.81 and 0.34 − 0.3 differ in their last bits.
        WilcoxonResult scores = Wilcoxon.Paired([0.66, 0.85, 0.34, 0.5], [0.62, 0.81, 0.3, 0.6]), hundredths = Wilcoxon.Paired([66, 85, 34, 50], [62, 81, 30, 60]);

        Assert.True(scores.HasTies);
        Assert.Equal(hundredths, scores);
        Assert.Equal(1, Wilcoxon.Paired([0.1 + 0.2, 1], [0.3, 0]).Zeros);
        Assert.False(Wilcoxon.Paired([1e18, 1, 2], [0, 3, 7]).HasTies);
    }

    [Fact]
    public void Exact_signed_rank_distribution_is_that_of_all_signs() => Gen.Int[1, 12].Sample(n =>
    {
        double[] sums = [.. Enumerable.Range(0, 1 << n).Select(signs => (double)Enumerable.Range(0, n).Sum(i => (signs >> i & 1) * (i + 1)))];
        return Enumerable.Range(-1, (n * (n + 1) / 2) + 2).All(w => Math.Abs(RankDistributions.SignedRankAtMost(n, w) - ((double)sums.Count(sum => sum <= w) / sums.Length)) < 1e-14);
    });

    [Fact]
    public void Exact_rank_sum_distribution_is_that_of_all_arrangements() => Gen.Select(Gen.Int[1, 7], Gen.Int[1, 7]).Sample((n, m) =>
    {
        double[] us =
        [
            .. Enumerable.Range(0, 1 << (n + m)).Where(set => int.PopCount(set) == n)
                .Select(set => (double)Enumerable.Range(0, n + m).Sum(i => (set >> i & 1) * int.PopCount(~set & ((1 << i) - 1)))),
        ];
        return Enumerable.Range(-1, (n * m) + 2).All(u => Math.Abs(RankDistributions.RankSumAtMost(n, m, u) - ((double)us.Count(value => value <= u) / us.Length)) < 1e-14);
    });

    // 100 over 50 arrangements are more than 2⁵³.
    [Fact]
    public void The_largest_exact_distributions_are_symmetric()
    {
        Assert.Equal(1, RankDistributions.RankSumAtMost(49, 49, 1200) + RankDistributions.RankSumAtMost(49, 49, 1200), 1e-15);
        Assert.Equal(1, RankDistributions.SignedRankAtMost(50, 637) + RankDistributions.SignedRankAtMost(50, 637), 1e-15);
        Assert.Equal(1, RankDistributions.InversionsAtMost(33, 263) + RankDistributions.InversionsAtMost(33, 264), 1e-15);
    }

    [Fact]
    public void Turning_differences_around_turns_the_signed_rank_test_around() =>
        Gen.Select(Sample, Gen.Enum<ZeroHandling>(), Gen.Bool).Sample((differences, zeros, continuity) =>
        {
            WilcoxonResult test = Wilcoxon.SignedRank(differences, zeros, continuity: continuity), turned = Wilcoxon.SignedRank([.. differences.Select(d => -d)], zeros, continuity: continuity);
            return test.P is >= 0 and <= 1 && test.PGreater is >= 0 and <= 1 && Math.Abs(test.P - turned.P) < 1e-12 && Math.Abs(test.PGreater - turned.PLess) < 1e-12
                && test.WPlus == turned.WMinus && test.RankBiserial is null or (>= -1 and <= 1);
        });

    [Fact]
    public void Only_the_order_of_values_counts_for_Mann_Whitney() => Gen.Select(Sample, Sample, Gen.Bool).Sample((a, b, continuity) =>
    {
        MannWhitneyResult test = MannWhitney.Test(a, b, continuity: continuity), bent = MannWhitney.Test([.. a.Select(Bent)], [.. b.Select(Bent)], continuity: continuity), swapped = MannWhitney.Test(b, a, continuity: continuity);
        double wins = a.Sum(x => b.Sum(y => x > y ? 1 : x == y ? 0.5 : 0));
        return test == bent && test.U == wins && test.P is >= 0 and <= 1 && Math.Abs(test.P - swapped.P) < 1e-12 && Math.Abs(test.PGreater - swapped.PLess) < 1e-12
            && Math.Abs(test.CliffsDelta + swapped.CliffsDelta) < 1e-12 && Math.Abs((2 * test.Auc) - 1 - test.CliffsDelta) < 1e-12;
    });

    [Fact]
    public void Scaling_changes_no_signed_rank_test() => Sample.Sample(differences =>
        Wilcoxon.SignedRank(differences) == Wilcoxon.SignedRank([.. differences.Select(d => 8 * d)]));

    [Fact]
    public void A_hundred_thousand_values_are_ranked_without_overflow()
    {
        double[] a = [.. Enumerable.Range(0, 100_000).Select(i => i % 1000 + 0.5)], b = [.. Enumerable.Range(0, 100_000).Select(i => (double)(i % 1000))];

        MannWhitneyResult test = MannWhitney.Test(a, b);
        WilcoxonResult pairs = Wilcoxon.Paired(a, b);

        // Of 1000 levels above each other by a half, a's are above 1 + … + 1000 of the 1000² pairs of levels.
        Assert.Equal(500_500 / 1e6, test.Auc, 1e-12);
        Assert.Equal(1, pairs.RankBiserial);
        Assert.Equal(100_000 / 2.0 * 100_001, pairs.WPlus);
    }

    [Fact]
    public void What_cannot_be_tested_is_refused_by_name()
    {
        Assert.Contains("Value 1 is NaN", Assert.Throws<ArgumentException>(() => Wilcoxon.SignedRank([1, double.NaN])).Message, StringComparison.Ordinal);
        Assert.Contains("Value 0 is Infinity", Assert.Throws<ArgumentException>(() => MannWhitney.Test([1], [double.PositiveInfinity])).Message, StringComparison.Ordinal);
        Assert.Contains("2 and 1", Assert.Throws<ArgumentException>(() => Wilcoxon.Paired([1, 2], [1])).Message, StringComparison.Ordinal);
        Assert.Contains("no exact distribution", Assert.Throws<ArgumentException>(() => Wilcoxon.SignedRank([1, 1, 2], method: RankTestMethod.Exact)).Message, StringComparison.Ordinal);
        Assert.Contains("no exact distribution", Assert.Throws<ArgumentException>(() => MannWhitney.Test([1, 1], [2], RankTestMethod.Exact)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => MannWhitney.Test([], [2]));
    }

    [Fact]
    public void Where_nothing_differs_p_is_1()
    {
        Assert.Equal(1, Wilcoxon.Paired([1, 2], [1, 2]).P);
        Assert.Null(Wilcoxon.Paired([1, 2], [1, 2]).RankBiserial);
        Assert.Equal(1, MannWhitney.Test([3, 3], [3, 3, 3]).P);
    }

    private static double Bent(double value) => Math.Exp(value / 2);
}
