using System.Text.Json;
using CsCheck;
using LlmNotebooks.Statistics;
using LlmNotebooks.Statistics.Resampling;
using static LlmNotebooks.Tests.Statistics.GoldenFigures;

namespace LlmNotebooks.Tests.Statistics;

public sealed class BootstrapTests
{
    // Efron and Tibshirani (1993), An Introduction to the Bootstrap, table 14.1: the spatial test, part A, of 26 neurologically impaired children.
    private static readonly double[] SpatialTest = [48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41];

    // There, table 3.1: LSAT and GPA of 15 law schools.
    private static readonly double[] Lsat = [576, 635, 558, 578, 666, 580, 555, 661, 651, 605, 653, 575, 545, 572, 594];
    private static readonly double[] Gpa = [3.39, 3.30, 2.81, 3.03, 3.44, 3.07, 3.00, 3.43, 3.36, 3.13, 3.12, 2.74, 2.76, 2.88, 2.96];

    private static readonly Gen<double> Value = Gen.OneOf(Gen.Int[0, 1].Select(i => (double)i), Gen.Double[-10, 10], Gen.Double[1e6, 1e6 + 1]);

    // golden.json: all 5⁵ ordered resamples, enumerated with NumPy, so that no draw blurs the formulas.
    [Fact]
    public void Over_all_resamples_the_correction_is_the_formulas()
    {
        (JsonElement input, JsonElement output) = Group("bootstrap_all_resamples");
        double[] x = input.Numbers("x"), means = new double[3125];
        for (int r = 0; r < means.Length; r++)
        {
            for (int i = 0, digits = r; i < 5; i++, digits /= 5) { means[r] += x[digits % 5] / 5; }
        }

        Array.Sort(means);
        double mean = x.Average();
        BcaCorrection bca = BcaCorrection.Of(means, mean, 1e-12, [.. x.Select(left => (x.Sum() - left) / 4)], 0.95);

        AssertPrinted(output.Number("z0_ties_half"), bca.Bias!.Value);
        AssertPrinted(output.Number("acceleration"), bca.Acceleration!.Value);
        Assert.Equal(output.Numbers("bca95_linear")[0], bca.Interval!.Value.Lower, 1e-11);
        Assert.Equal(output.Numbers("bca95_linear")[1], bca.Interval!.Value.Upper, 1e-11);
    }

    // scipy.stats.bootstrap 1.10.1 with 200,000 resamples; both have drawn at random, hence 0.002.
    [Fact]
    public void Intervals_of_the_mean_are_SciPys()
    {
        (JsonElement input, JsonElement output) = Group("bootstrap_random_bca");

        BootstrapResult result = Bootstrap.Mean(input.Numbers("x"), seed: 3, resamples: 200_000);

        AssertNear(output.Numbers("bca95"), result.Bca!.Value, 0.002);
        AssertNear(output.Numbers("percentile95"), result.Percentile, 0.002);
        Assert.Equal(output.Number("se"), result.StandardError, 0.0003);
        Assert.Equal(0, result.Bias, 0.0003);
        Assert.Null(result.Reason);
    }

    // Efron and Tibshirani (1993), sections 14.2 and 14.3: θ̂ = 171.5, â = .061, and with 2000 resamples the central 90 % intervals: percentile
    // (100.8, 233.9), BCa (115.8, 259.6). Their Monte Carlo error is some 4; SciPy 1.10.1 with 200,000 (random_state=1): (97.77, 235.63) and (115.41, 260.88).
    [Fact]
    public void Variance_of_the_spatial_test_is_Efron_and_Tibshiranis()
    {
        BootstrapResult result = Bootstrap.Of(SpatialTest, Variance, seed: 1, resamples: 100_000, confidence: 0.90);

        Assert.Equal(171.5, result.Estimate, 0.05);
        Assert.Equal(0.061, result.Acceleration!.Value, 0.0005);
        AssertNear([100.8, 233.9], result.Percentile, 4);
        AssertNear([115.8, 259.6], result.Bca!.Value, 4);
        AssertNear([97.77, 235.63], result.Percentile, 0.8);
        AssertNear([115.41, 260.88], result.Bca!.Value, 0.8);
        Assert.Equal(41.853, result.StandardError, 0.3);
    }

    // Law schools: θ̂ = .776 (Efron and Tibshirani 1993, section 3.3). SciPy 1.10.1, bootstrap((lsat, gpa), corr, paired=True, n_resamples=200000,
    // method="BCa", random_state=1): (0.33347, 0.94214), se 0.13387, percentile (0.45940, 0.96207); the jackknife gives a = −0.07567156493787.
    [Fact]
    public void Correlation_of_the_law_schools_is_SciPys()
    {
        BootstrapResult result = Bootstrap.OfPairs(Lsat, Gpa, (x, y) => Correlation.Pearson(x, y)!.Value, seed: 1, resamples: 100_000);

        Assert.Equal(0.776374491289407, result.Estimate, 1e-12);
        Assert.Equal(-0.07567156493787, result.Acceleration!.Value, 1e-12);
        AssertNear([0.33347, 0.94214], result.Bca!.Value, 0.006);
        AssertNear([0.45940, 0.96207], result.Percentile, 0.006);
        Assert.Equal(0.13387, result.StandardError, 0.002);
    }

    [Fact]
    public void The_fast_mean_is_the_mean_of_the_same_resamples() => Value.Array[2, 40].Sample(values =>
    {
        BootstrapResult fast = Bootstrap.Mean(values, seed: 9, resamples: 300), general = Bootstrap.Of(values, Mean, seed: 9, resamples: 300);
        double near = 1e-9 * (1 + values.Max(Math.Abs));
        return Near(fast.Percentile, general.Percentile, near) && Math.Abs(fast.Estimate - general.Estimate) < near && Math.Abs(fast.StandardError - general.StandardError) < near;
    });

    [Fact]
    public void One_item_a_cluster_is_no_cluster() => Value.Array[2, 40].Sample(values =>
    {
        BootstrapResult plain = Bootstrap.Mean(values, seed: 4, resamples: 300), clustered = Bootstrap.ClusteredMean(Items(values), seed: 4, resamples: 300);
        return plain.Percentile == clustered.Percentile && plain.Estimate == clustered.Estimate && clustered.Clusters == values.Length;
    });

    // The bootstrap variance of a ratio of sums of clusters of one size k is that of the clusters' means: σ²(means)/C, with the divisor C.
    [Fact]
    public void Clusters_carry_their_items_together()
    {
        double[] means = [0.2, 0.9, 0.4, 0.7, 0.75, 0.1, 0.5, 0.6];
        ItemScore[] items = [.. means.SelectMany((mean, c) => Enumerable.Range(0, 5).Select(i => new ItemScore($"{c}-{i}", mean + ((i - 2) * 0.01), $"{c}")))];
        double expected = Math.Sqrt(Variance(means) / means.Length);

        BootstrapResult result = Bootstrap.ClusteredMean(items, seed: 2, resamples: 100_000);

        Assert.Equal(expected, result.StandardError, expected * 0.01);
        Assert.Equal(means.Average(), result.Estimate, 1e-12);
        Assert.Equal((40, 8), (result.Count, result.Clusters));
    }

    [Fact]
    public void Clustered_difference_pairs_by_item_and_averages_repetitions()
    {
        ItemScore[] a = [new("q1", 1, "x"), new("q1", 0, "x"), new("q2", 1, "x"), new("q3", 1, "y"), new("q4", 0, "z"), new("q5", null, "z"), new("only-a", 1, "z")];
        ItemScore[] b = [new("q1", 0, "x"), new("q2", 0, "x"), new("q3", 1, "y"), new("q4", 1, "z"), new("q5", 1, "z")];

        BootstrapResult result = Bootstrap.ClusteredDifference(a, b, seed: 1, resamples: 100);

        Assert.Equal((0.5 + 1 + 0 - 1) / 4, result.Estimate, 1e-15);
        Assert.Equal((4, 3), (result.Count, result.Clusters));
        Assert.Equal(result, Bootstrap.ClusteredDifference(a.Reverse(), b.Reverse(), seed: 1, resamples: 100));
    }

    [Fact]
    public void Paired_difference_is_the_mean_of_differences() => Gen.Select(Value, Value).Array[2, 30].Sample(pairs =>
    {
        double[] a = [.. pairs.Select(pair => pair.Item1)], b = [.. pairs.Select(pair => pair.Item2)];
        return Bootstrap.PairedDifference(a, b, seed: 5, resamples: 50) == Bootstrap.Mean([.. a.Zip(b, (x, y) => x - y)], seed: 5, resamples: 50);
    });

    [Fact]
    public void A_seed_gives_the_same_on_any_thread_and_another_seed_another()
    {
        double[] values = [.. Enumerable.Range(0, 2500).Select(i => Math.Sin(i))];
        BootstrapResult first = Bootstrap.Mean(values, seed: 11, resamples: 200);
        BootstrapResult[] others = new BootstrapResult[8];

        Parallel.For(0, others.Length, i => others[i] = Bootstrap.Mean(values, seed: 11, resamples: 200));

        Assert.All(others, other => Assert.Equal(first, other));
        Assert.NotEqual(first.Percentile, Bootstrap.Mean(values, seed: 12, resamples: 200).Percentile);
    }

    [Fact]
    public void Shifting_shifts_and_turning_turns() => Gen.Select(Gen.Double[-5, 5].Array[3, 30], Gen.Int[-8, 8]).Sample((values, shift) =>
    {
        if (values.Distinct().Count() < 2) { return true; }
        BootstrapResult plain = Bootstrap.Mean(values, resamples: 400), moved = Bootstrap.Mean([.. values.Select(v => v + shift)], resamples: 400), turned = Bootstrap.Mean([.. values.Select(v => -v)], resamples: 400);
        return Near(moved.Percentile, new Interval(plain.Percentile.Lower + shift, plain.Percentile.Upper + shift), 1e-9)
            && Near(turned.Percentile, new Interval(-plain.Percentile.Upper, -plain.Percentile.Lower), 1e-9)
            && plain.Percentile.Lower >= values.Min() - 1e-12 && plain.Percentile.Upper <= values.Max() + 1e-12;
    });

    [Theory]
    [InlineData(0.1, 3)]
    [InlineData(1.0 / 3, 7)]
    [InlineData(-1e9, 2)]
    public void Constant_values_have_their_point_as_interval(double value, int count)
    {
        double[] values = [.. Enumerable.Repeat(value, count)];
        foreach (BootstrapResult result in (BootstrapResult[])[Bootstrap.Mean(values), Bootstrap.ClusteredMean(Items(values)), Bootstrap.Of(values, Mean)])
        {
            Assert.Equal(value, result.Estimate, 1e-15 * Math.Abs(value));
            Assert.Equal(new Interval(result.Estimate, result.Estimate), result.Bca);
            Assert.Equal(result.Bca, result.Percentile);
            Assert.Equal(0, result.StandardError);
            Assert.Contains("is that point", result.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_statistic_beyond_all_resamples_has_no_corrected_interval()
    {
        // Distinct values: a sample's own count of them is beyond every resample with a repetition.
        double[] values = [.. Enumerable.Range(0, 50).Select(i => (double)i)];

        BootstrapResult result = Bootstrap.Of(values, taken => taken.ToArray().Distinct().Count() / (double)taken.Length, resamples: 500);

        Assert.Null(result.Bca);
        Assert.Null(result.BiasCorrection);
        Assert.Contains("below the estimate, so the bias correction is infinite", result.Reason, StringComparison.Ordinal);
        Assert.True(result.Percentile.Upper < result.Estimate);
    }

    [Fact]
    public void A_statistic_that_no_single_value_moves_has_no_acceleration()
    {
        BootstrapResult result = Bootstrap.Of([1, 2, 2, 2, 2, 3, 9, 0], taken =>
        {
            double[] sorted = taken.ToArray();
            Array.Sort(sorted);
            return Quantile.Of(sorted, 0.5);
        });

        Assert.Null(result.Bca);
        Assert.Null(result.Acceleration);
        Assert.Contains("acceleration is not defined", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_resampled_is_refused_by_name()
    {
        Assert.Contains("Value 2 is NaN", Assert.Throws<ArgumentException>(() => Bootstrap.Mean([1, 2, double.NaN])).Message, StringComparison.Ordinal);
        Assert.Contains("There are 1 values", Assert.Throws<ArgumentException>(() => Bootstrap.Mean([1])).Message, StringComparison.Ordinal);
        Assert.Contains("There are 1 clusters", Assert.Throws<ArgumentException>(() => Bootstrap.ClusteredMean([new("a", 1, "c"), new("b", 0, "c")])).Message, StringComparison.Ordinal);
        Assert.Contains("The statistic of resample", Assert.Throws<ArgumentException>(() => Bootstrap.Of([1, 2, 3, 4, 5, 6], taken => taken.ToArray().Distinct().Count() < 4 ? double.NaN : 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.Mean([1, 2], resamples: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.Mean([1, 2], confidence: 1));
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) { sum += value; }
        return sum / values.Length;
    }

    private static double Variance(ReadOnlySpan<double> values)
    {
        double mean = Mean(values), squares = 0;
        foreach (double value in values) { squares += (value - mean) * (value - mean); }
        return squares / values.Length;
    }

    private static IEnumerable<ItemScore> Items(double[] values) => values.Select((value, i) => new ItemScore($"{i:000}", value));

    private static bool Near(Interval a, Interval b, double tolerance) => Math.Abs(a.Lower - b.Lower) < tolerance && Math.Abs(a.Upper - b.Upper) < tolerance;

    private static void AssertNear(double[] expected, Interval actual, double tolerance)
    {
        Assert.Equal(expected[0], actual.Lower, tolerance);
        Assert.Equal(expected[1], actual.Upper, tolerance);
    }
}
