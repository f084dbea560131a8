using System.Text.Json;
using CsCheck;
using LlmNotebooks.Statistics;
using static LlmNotebooks.Tests.Statistics.GoldenFigures;

namespace LlmNotebooks.Tests.Statistics;

public sealed class PermutationTests
{
    private static readonly Gen<double> Value = Gen.OneOf(Gen.Int[-3, 3].Select(i => i / 10.0), Gen.Int[-5_000_000, 5_000_000].Select(i => i / 1e6));

    [Fact]
    public void Sign_flips_are_SciPys()
    {
        (JsonElement input, JsonElement output) = Group("paired_permutation_exact");

        PermutationResult test = PermutationTest.Paired(input.Numbers("b"), input.Numbers("a"));

        Assert.True(test.Exact);
        Assert.Equal(1024, test.Arrangements);
        AssertPrinted(output.Number("statistic"), test.Difference);
        Assert.Equal(output.Number("p_two_sided_abs"), test.P, 1e-15);
        Assert.Equal(output.Number("p_two_sided_scipy"), 2 * test.PGreater, 1e-15);
    }

    // Darwin's maize: Fisher (1935), The Design of Experiments, section 21: of 32,768 sums 863 are at least as large, and as many as small: p = 5.267 %.
    [Fact]
    public void Darwins_maize_is_Fishers()
    {
        double[] differences = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48];

        PermutationResult test = PermutationTest.Paired(differences, new double[15]);

        Assert.Equal(863.0 / 32_768, test.PGreater);
        Assert.Equal(1726.0 / 32_768, test.P);
    }

    // Efron and Tibshirani (1993), An Introduction to the Bootstrap, tables 2.1 and 15.1: sixteen mice. SciPy 1.10.1, permutation_test(…, n_resamples=inf):
    // one-sided 0.1409965034965035, by |difference| 0.2783216783216783; the book's 1000 permutations gave .132.
    [Fact]
    public void The_mice_are_SciPys()
    {
        PermutationResult test = PermutationTest.TwoSample([94, 197, 16, 38, 99, 141, 23], [52, 104, 146, 10, 51, 30, 40, 27, 46]);

        Assert.True(test.Exact);
        Assert.Equal(11_440, test.Arrangements);
        Assert.Equal(0.1409965034965035, test.PGreater, 1e-14);
        Assert.Equal(0.2783216783216783, test.P, 1e-14);
    }

    [Fact]
    public void Exact_sign_flips_are_all_that_there_are() => Value.Array[1, 11].Sample(differences =>
    {
        double[] sums = [.. Enumerable.Range(0, 1 << differences.Length).Select(signs => differences.Index().Sum(at => (signs >> at.Index & 1) == 0 ? at.Item : -at.Item))];
        double observed = differences.Sum();
        PermutationResult test = PermutationTest.Paired(differences, new double[differences.Length]);
        return Math.Abs(test.P - ((double)sums.Count(sum => Math.Abs(sum) >= Math.Abs(observed) - 1e-12) / sums.Length)) < 1e-14
            && Math.Abs(test.PGreater - ((double)sums.Count(sum => sum >= observed - 1e-12) / sums.Length)) < 1e-14
            && Math.Abs(test.PLess - ((double)sums.Count(sum => sum <= observed + 1e-12) / sums.Length)) < 1e-14;
    });

    [Fact]
    public void Exact_deals_are_all_that_there_are() => Gen.Select(Value.Array[1, 7], Value.Array[1, 6]).Sample((a, b) =>
    {
        double[] all = [.. a, .. b];
        double[] differences =
        [
            .. Enumerable.Range(0, 1 << all.Length).Where(set => int.PopCount(set) == a.Length)
                .Select(set => all.Where((_, i) => (set >> i & 1) == 1).Average() - all.Where((_, i) => (set >> i & 1) == 0).Average()),
        ];
        double observed = a.Average() - b.Average();
        PermutationResult test = PermutationTest.TwoSample(a, b);
        return test.Arrangements == differences.Length && Math.Abs(test.Difference - observed) < 1e-12
            && Math.Abs(test.P - ((double)differences.Count(d => Math.Abs(d) >= Math.Abs(observed) - 1e-11) / differences.Length)) < 1e-14
            && Math.Abs(test.PGreater - ((double)differences.Count(d => d >= observed - 1e-11) / differences.Length)) < 1e-14;
    });

    [Fact]
    public void Draws_come_near_the_exact_p_value()
    {
        // 41 differences are drawn, 40 counted; a 41st of next to nothing changes no p-value by much.
        double[] differences = [.. Enumerable.Range(0, 40).Select(i => Math.Sin(3 * i) + 0.2)];

        PermutationResult exact = PermutationTest.Paired(differences, new double[40]), drawn = PermutationTest.Paired([.. differences, 1e-9], new double[41], seed: 8, resamples: 200_000);

        Assert.True(exact.Exact);
        Assert.False(drawn.Exact);
        Assert.Equal(exact.P, drawn.P, 5 * Math.Sqrt(exact.P / 200_000));
        Assert.Equal(exact.PGreater, drawn.PGreater, 5 * Math.Sqrt(exact.PGreater / 200_000));
    }

    [Fact]
    public void Drawn_deals_come_near_the_normal_approximation()
    {
        double[] a = [.. Enumerable.Range(0, 300).Select(i => Math.Sin(7 * i) + 0.1)], b = [.. Enumerable.Range(0, 200).Select(i => Math.Cos(5 * i))];

        PermutationResult test = PermutationTest.TwoSample(a, b, seed: 1, resamples: 50_000);

        double t = TTest.Student(a, b).P;
        Assert.False(test.Exact);
        Assert.Equal(t, test.P, 0.01);
        Assert.Equal(test.P, PermutationTest.TwoSample(b, a, seed: 2, resamples: 50_000).P, 0.012);
    }

    // The smallest p-value of m draws is 1/(m + 1), never 0: Phipson and Smyth (2010).
    [Fact]
    public void No_drawn_p_value_is_0()
    {
        double[] a = [.. Enumerable.Range(0, 100).Select(i => 5.0 + (i % 3))];

        Assert.Equal(1.0 / 1000, PermutationTest.Paired(a, new double[100], resamples: 999).P);
        Assert.Equal(1.0 / 1000, PermutationTest.TwoSample(a, new double[100], resamples: 999).P);
    }

    [Fact]
    public void Whole_clusters_are_flipped()
    {
        // Ten items in two clusters that agree within: 4 arrangements, of which 2 are as far from 0.
        ItemScore[] a = [.. Enumerable.Range(0, 10).Select(i => new ItemScore($"{i}", 1, i < 5 ? "x" : "y"))], b = [.. a.Select(item => item with { Score = 0.5 })];

        PermutationResult clustered = PermutationTest.Clustered(a, b), single = PermutationTest.Clustered(a.Select(item => item with { Cluster = null }), b.Select(item => item with { Cluster = null }));

        Assert.Equal(0.5, clustered.P);
        Assert.Equal(2, clustered.Clusters);
        Assert.Equal(2.0 / 1024, single.P);
        Assert.Equal(0.5, clustered.Difference);
        Assert.Equal(PermutationTest.Paired([.. a.Select(i => i.Score!.Value)], [.. b.Select(i => i.Score!.Value)]).P, single.P);
    }

    [Fact]
    public void Where_nothing_differs_p_is_1() => Assert.Equal(1, PermutationTest.Paired([1, 2, 3], [1, 2, 3]).P);

    [Fact]
    public void One_value_against_very_many_is_counted() => Assert.Equal(1.0 / 100_001, PermutationTest.TwoSample([.. Enumerable.Range(0, 100_000).Select(i => (double)i)], [1e6]).PLess, 1e-15);

    [Fact]
    public void What_cannot_be_tested_is_refused_by_name()
    {
        Assert.Contains("Value 0 is NaN", Assert.Throws<ArgumentException>(() => PermutationTest.Paired([double.NaN], [1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => PermutationTest.TwoSample([], [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PermutationTest.Paired([1], [2], resamples: 0));
        Assert.Contains("no item in common", Assert.Throws<ArgumentException>(() => PermutationTest.Clustered([new("a", 1)], [new("b", 1)])).Message, StringComparison.Ordinal);
    }
}
