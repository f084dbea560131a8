using System.Text.Json;
using CsCheck;
using LlmNotebooks.Statistics;
using LlmNotebooks.Statistics.RankTests;
using static LlmNotebooks.Tests.Statistics.GoldenFigures;

namespace LlmNotebooks.Tests.Statistics;

public sealed class CorrelationTests
{
    private static readonly Gen<(double X, double Y)[]> Pairs =
        Gen.Select(Gen.OneOf(Gen.Int[0, 4].Select(i => (double)i), Gen.Int[0, 5_000_000].Select(i => i / 1e6)), Gen.OneOf(Gen.Int[0, 4].Select(i => (double)i), Gen.Int[0, 5_000_000].Select(i => i / 1e6))).Array[2, 60];

    [Theory]
    [InlineData("correlation", true)]
    [InlineData("correlation_ties", false)]
    [InlineData("correlation_60", false)]
    public void Correlations_and_their_p_values_are_SciPys(string group, bool exact)
    {
        (JsonElement input, JsonElement output) = Group(group);
        double[] x = input.Numbers("x"), y = input.Numbers("y");

        CorrelationResult pearson = Correlation.PearsonTest(x, y), spearman = Correlation.Spearman(x, y), kendall = Correlation.Kendall(x, y);

        AssertPrinted(output.Number("pearson"), pearson.Coefficient!.Value);
        AssertPrinted(output.Number("pearson_p"), pearson.P!.Value);
        AssertPrinted(output.Number("spearman"), spearman.Coefficient!.Value);
        AssertPrinted(output.Number("spearman_p"), spearman.P!.Value);
        AssertPrinted(output.Number("kendall_tau_b"), kendall.Coefficient!.Value);
        AssertPrinted(output.Number("kendall_p"), kendall.P!.Value);
        Assert.Equal(exact, kendall.Exact);
    }

    [Fact]
    public void Kendalls_score_is_that_of_all_pairs() => Pairs.Sample(pairs =>
    {
        double score = 0;
        for (int i = 0; i < pairs.Length; i++)
        {
            for (int j = 0; j < i; j++) { score += Math.Sign(pairs[i].X - pairs[j].X) * Math.Sign(pairs[i].Y - pairs[j].Y); }
        }

        return PairOrder.Of([.. pairs.Select(p => p.X)], [.. pairs.Select(p => p.Y)]).Score == score;
    });

    [Fact]
    public void Exact_distribution_of_Kendalls_score_is_that_of_all_orders()
    {
        int[][] orders = [.. Orders(6)];
        Assert.Equal(720, orders.Length);
        for (int most = -1; most <= 15; most++)
        {
            int within = orders.Count(order => order.Index().Sum(a => order.Skip(a.Index + 1).Count(b => b < a.Item)) <= most);
            Assert.Equal(within / 720.0, RankDistributions.InversionsAtMost(6, most), 1e-15);
        }
    }

    [Fact]
    public void Only_order_counts_for_ranks_and_swapping_changes_nothing() => Pairs.Sample(pairs =>
    {
        double[] x = [.. pairs.Select(p => p.X)], y = [.. pairs.Select(p => p.Y)], bent = [.. x.Select(value => Math.Exp(value / 2))], turned = [.. y.Select(value => -value)];
        CorrelationResult spearman = Correlation.Spearman(x, y), kendall = Correlation.Kendall(x, y);
        return Correlation.Spearman(bent, y) == spearman && Correlation.Kendall(bent, y) == kendall && Same(Correlation.Kendall(y, x), kendall, 1) && Same(Correlation.Spearman(y, x), spearman, 1)
            && Same(Correlation.Kendall(x, turned), kendall, -1) && Same(Correlation.Spearman(x, turned), spearman, -1)
            && kendall.P is null or (>= 0 and <= 1) && kendall.Coefficient is null or (>= -1 and <= 1);
    });

    [Fact]
    public void A_million_pairs_in_reverse_order_are_all_discordant()
    {
        double[] up = [.. Enumerable.Range(0, 1_000_000).Select(i => (double)i)], down = [.. up.Reverse()];

        CorrelationResult kendall = Correlation.Kendall(up, down), spearman = Correlation.Spearman(up, down);

        Assert.Equal(-1, kendall.Coefficient!.Value, 1e-12);
        Assert.Equal(-1, spearman.Coefficient!.Value, 1e-12);
        Assert.Equal(0, kendall.P);
    }

    [Fact]
    public void What_does_not_vary_or_is_too_few_says_so()
    {
        foreach (CorrelationResult constant in (CorrelationResult[])[Correlation.PearsonTest([1, 1, 1], [1, 2, 3]), Correlation.PearsonTest([0.7, 0.7, 0.7], [1, 2, 3]), Correlation.PearsonTest([1, 2, 3], [0.1, 0.1, 0.1]), Correlation.Spearman([1, 2, 3], [2, 2, 2]), Correlation.Kendall([1, 1, 1], [1, 2, 3])])
        {
            Assert.Null(constant.Coefficient);
            Assert.Null(constant.P);
            Assert.Equal("a series does not vary", constant.Reason);
        }

        Assert.Null(Correlation.Spearman([1, 2], [1, 2]).P);
        Assert.Equal(1, Correlation.Kendall([1, 2], [1, 2]).P);
        Assert.Equal(0, Correlation.PearsonTest([1, 2, 3], [2, 4, 6]).P);
        Assert.Contains("Value 1 is NaN", Assert.Throws<ArgumentException>(() => Correlation.Kendall([1, double.NaN], [1, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("2 and 3", Assert.Throws<ArgumentException>(() => Correlation.Spearman([1, 2], [1, 2, 3])).Message, StringComparison.Ordinal);
    }

    private static bool Same(CorrelationResult a, CorrelationResult b, int sign) =>
        a.Coefficient.HasValue == b.Coefficient.HasValue && Math.Abs((a.Coefficient ?? 0) - (sign * (b.Coefficient ?? 0))) < 1e-12 && Math.Abs((a.P ?? 0) - (b.P ?? 0)) < 1e-9;

    private static IEnumerable<int[]> Orders(int n) =>
        n == 0 ? [[]] : Orders(n - 1).SelectMany(order => Enumerable.Range(0, n).Select(at => (int[])[.. order[..at], n, .. order[at..]]));
}
