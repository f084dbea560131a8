using System.Text.Json;
using CsCheck;
using LlmNotebooks.Statistics;
using static LlmNotebooks.Tests.Statistics.GoldenFigures;

namespace LlmNotebooks.Tests.Statistics;

public sealed class BoundedMeanTests
{
    // z² of the 0.975 quantile 1.959964 of any table.
    private const double Square = 1.959964 * 1.959964;

    private static readonly Gen<double> Score = Gen.OneOf(Gen.Int[0, 1].Select(i => (double)i), Gen.Const(1.0), Gen.Const(0.4), Gen.Int[0, 4].Select(i => i / 4.0), Gen.Double[0, 1], Gen.Double[0.3, 0.31]);

    // Right and wrong only, nearly all alike, or graded; clusters from one for all to one each, repeated or not.
    private static readonly Gen<ItemScore[]> Observations =
        from items in Gen.OneOf(Gen.Int[1, 4], Gen.Int[1, 60])
        from clusters in Gen.OneOf(Gen.Const(1), Gen.Int[1, 5], Gen.Const(60))
        from usual in Score
        from scores in Gen.Select(Gen.OneOf(Gen.Const(usual), Gen.Const(usual), Score), Gen.Int[0, items - 1]).Array[1, 120]
        select scores.Select(pair => new ItemScore($"i{pair.Item2}", pair.Item1, $"c{pair.Item2 % clusters}")).ToArray();

    private static readonly Gen<(int K, int N)> Counts =
        from n in Gen.OneOf(Gen.Int[1, 30], Gen.Int[1, 300])
        from k in Gen.OneOf(Gen.Const(0), Gen.Const(n), Gen.Int[0, n])
        select (k, n);

    // Newcombe (1998), Stat. Med. 17:857–872, Table I, method 3.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Right_and_wrong_answers_have_the_interval_of_Newcombe_1998_table_I(int k, int n, double lower, double upper)
    {
        MeanEstimate estimate = ClusteredMean.Estimate(Answers(k, n)), percent = ClusteredMean.Estimate(Answers(k, n).Select(row => row with { Score = 100 * row.Score }), range: new ScoreRange(0, 100));

        Assert.Equal((IntervalMethod.Wilson, IntervalMethod.Wilson), (estimate.Method, percent.Method));
        Assert.Equal(lower, estimate.Interval!.Value.Lower, tolerance: 5e-5);
        Assert.Equal(upper, estimate.Interval!.Value.Upper, tolerance: 5e-5);
        Assert.Equal(100 * lower, percent.Interval!.Value.Lower, tolerance: 5e-3);
        Assert.Equal(100 * upper, percent.Interval!.Value.Upper, tolerance: 5e-3);
    }

    [Fact]
    public void Right_and_wrong_answers_have_the_interval_of_statsmodels()
    {
        foreach (JsonElement row in Group("proportion_ci95").Output.EnumerateArray())
        {
            AssertPrinted(row.Numbers("wilson"), ClusteredMean.Estimate(Answers(row.GetProperty("k").GetInt32(), row.GetProperty("n").GetInt32())).Interval!.Value);
        }
    }

    // Wilson's closed form where all n agree: from n/(n + z²) to 1.
    [Theory]
    [InlineData(12, 1)]
    [InlineData(12, 4)]
    [InlineData(1, 1)]
    [InlineData(1, 7)]
    public void All_right_is_as_sure_as_so_many_clusters(int clusters, int size)
    {
        ItemScore[] right = [.. Enumerable.Range(0, clusters * size).Select(i => new ItemScore($"{i}", 1, $"c{i % clusters}"))];

        Interval interval = ClusteredMean.Estimate(right).Interval!.Value, repeated = ClusteredMean.Estimate(right.Select(row => row with { Item = row.Cluster! })).Interval!.Value;

        Assert.Equal(clusters / (clusters + Square), interval.Lower, tolerance: 1e-6);
        Assert.Equal(1, interval.Upper);
        Assert.Equal(interval, repeated);
    }

    [Fact]
    public void Independent_answers_have_Wilsons_interval_exactly() => Gen.Select(Counts, Gen.Double[0.5, 0.999]).Sample((counts, confidence) =>
        ClusteredMean.Estimate(Answers(counts.K, counts.N), confidence).Interval == Proportion.Wilson(counts.K, counts.N, confidence));

    // The same answer over and over is one answer, be it in a cluster or in a repetition.
    [Fact]
    public void Copies_within_a_cluster_count_once() => Gen.Select(Counts.Where(counts => counts.N >= 2), Gen.Int[2, 6]).Sample((counts, copies) =>
    {
        ItemScore[] answers = Answers(counts.K, counts.N);
        ItemScore[] clustered = [.. answers.SelectMany(row => Enumerable.Range(0, copies).Select(copy => new ItemScore($"{row.Item}/{copy}", row.Score, row.Item)))];
        ItemScore[] repeated = [.. answers.SelectMany(row => Enumerable.Repeat(row, copies))];
        return Close(Proportion.Wilson(counts.K, counts.N), ClusteredMean.Estimate(clustered).Interval!.Value, 1e-12)
            && Close(Proportion.Wilson(counts.K, counts.N), ClusteredMean.Estimate(repeated).Interval!.Value, 1e-12);
    }, iter: 2_000);

    [Fact]
    public void It_lies_in_the_range_around_the_mean_and_has_width() => Gen.Select(Observations, Gen.Double[0.01, 0.9999]).Sample((observations, confidence) =>
    {
        MeanEstimate estimate = ClusteredMean.Estimate(observations, confidence, ScoreRange.Unit);
        Interval interval = estimate.Interval!.Value;
        return interval.Lower >= 0 && interval.Upper <= 1 && interval.Contains(estimate.Mean!.Value) && interval.Width > 1e-12
            && estimate.Method is IntervalMethod.Wilson or IntervalMethod.WilsonEffective && estimate.Reason is null;
    });

    [Fact]
    public void It_mirrors_and_moves_with_the_range() => Observations.Sample(observations =>
    {
        Interval unit = ClusteredMean.Estimate(observations, range: ScoreRange.Unit).Interval!.Value;
        Interval mirror = ClusteredMean.Estimate(observations.Select(row => row with { Score = 1 - row.Score }), range: ScoreRange.Unit).Interval!.Value;
        Interval moved = ClusteredMean.Estimate(observations.Select(row => row with { Score = (8 * row.Score) - 3 }), range: new ScoreRange(-3, 5)).Interval!.Value;
        return Close(new Interval(1 - mirror.Upper, 1 - mirror.Lower), unit, 1e-9) && Close(new Interval((moved.Lower + 3) / 8, (moved.Upper + 3) / 8), unit, 1e-9);
    });

    [Fact]
    public void More_confidence_is_wider() => Gen.Select(Observations, Gen.Double[0.5, 0.98]).Sample((observations, confidence) =>
    {
        Interval narrow = ClusteredMean.Estimate(observations, confidence, ScoreRange.Unit).Interval!.Value, wide = ClusteredMean.Estimate(observations, confidence + 0.01, ScoreRange.Unit).Interval!.Value;
        return wide.Lower <= narrow.Lower + 1e-12 && wide.Upper >= narrow.Upper - 1e-12 && wide.Width > narrow.Width;
    });

    // No rule switches with a jump: a score that is hardly another, hardly changes the interval.
    [Fact]
    public void A_score_next_to_right_is_as_good_as_right() => Gen.Select(Observations.Where(rows => rows.Length >= 2), Gen.Int[0, 200]).Sample((observations, which) =>
    {
        ItemScore[] answers = [.. observations.Select(row => row with { Score = Math.Round(row.Score!.Value) })];
        ItemScore[] nearly = [.. answers];
        nearly[which % answers.Length] = nearly[which % answers.Length] with { Score = Math.Abs(nearly[which % answers.Length].Score!.Value - 1e-10) };
        return Close(ClusteredMean.Estimate(answers, range: ScoreRange.Unit).Interval!.Value, ClusteredMean.Estimate(nearly, range: ScoreRange.Unit).Interval!.Value, 1e-6);
    });

    // Where the scores do not vary, as much is open as for Wilson's K of K: a share z²/(K + z²) of the way to either end.
    [Fact]
    public void One_score_throughout_leaves_open_what_the_number_of_clusters_does()
    {
        ItemScore[] alike = [.. Enumerable.Range(0, 40).Select(i => new ItemScore($"{i}", 0.4, $"c{i % 20}"))], almost = [.. alike];
        almost[7] = almost[7] with { Score = 0.4 + 1e-9 };
        double share = Square / (20 + Square);

        foreach (ItemScore[] scores in (ItemScore[][])[alike, almost])
        {
            Interval interval = ClusteredMean.Estimate(scores, range: ScoreRange.Unit).Interval!.Value;
            Assert.Equal(0.4 * (1 - share), interval.Lower, tolerance: 1e-6);
            Assert.Equal(0.4 + (0.6 * share), interval.Upper, tolerance: 1e-6);
        }
    }

    // Far from the ends and with little variance, the range says nothing, and the t interval is right.
    [Fact]
    public void Scores_that_vary_little_between_the_ends_have_nearly_the_t_interval()
    {
        double[] scores = [.. Enumerable.Range(0, 200).Select(i => 0.45 + (0.001 * (i * 37 % 100)))];
        ItemScore[] rows = [.. scores.Select((score, i) => new ItemScore($"{i}", score))];

        Interval t = ClusteredMean.Estimate(rows).Interval!.Value, bounded = ClusteredMean.Estimate(rows, range: ScoreRange.Unit).Interval!.Value;

        Assert.Equal(t.Width, bounded.Width, tolerance: 0.02 * t.Width);
        Assert.Equal(t.Lower, bounded.Lower, tolerance: 0.02 * t.Width);
    }

    [Fact]
    public void Without_a_range_only_right_and_wrong_answers_are_bounded()
    {
        Assert.Equal(IntervalMethod.Wilson, ClusteredMean.Estimate([new("a", 1), new("b", 0), new("c", 1)]).Method);
        Assert.Equal(IntervalMethod.WilsonEffective, ClusteredMean.Estimate([new("a", 1, "x"), new("b", 0, "x"), new("c", 1, "y")]).Method);
        Assert.Equal(IntervalMethod.T, ClusteredMean.Estimate([new("a", 1), new("b", 0), new("c", 0.5)]).Method);
        Assert.Equal(IntervalMethod.T, ClusteredMean.Estimate([new("a", 1), new("b", 0), new("c", 2)]).Method);
        Assert.Equal(IntervalMethod.T, ClusteredMean.Estimate([new("a", 1), new("b", 0), new("c", 1)], range: ScoreRange.Unbounded).Method);
        Assert.Equal(IntervalMethod.T, ClusteredMean.Estimate([new("a", 1), new("a", 0.5), new("b", 1)]).Method);
    }

    [Fact]
    public void A_range_that_a_score_lies_outside_of_does_not_hold() =>
        Assert.Equal(IntervalMethod.T, ClusteredMean.Estimate([new("a", 0.5), new("b", 1.5), new("c", 1)], range: ScoreRange.Unit).Method);

    [Fact]
    public void A_score_that_rounding_put_beyond_the_end_is_at_the_end()
    {
        MeanEstimate estimate = ClusteredMean.Estimate([new("a", 1), new("b", 1 + 1e-15), new("c", 1)], range: ScoreRange.Unit);

        Assert.Equal(3 / (3 + Square), estimate.Interval!.Value.Lower, tolerance: 1e-6);
        Assert.True(estimate.Interval.Value.Contains(estimate.Mean!.Value));
    }

    [Fact]
    public void Models_that_are_compared_have_one_range()
    {
        ItemScore[] verdicts = Answers(3, 4), graded = [.. Answers(2, 4).Select(row => row with { Score = 0.5 * row.Score })];
        PairedComparison plain = PairedComparison.Compare("a", verdicts, "b", Answers(2, 4)), mixed = PairedComparison.Compare("a", verdicts, "b", graded), stated = PairedComparison.Compare("a", verdicts, "b", graded, range: ScoreRange.Unit);
        AllPairsComparison all = AllPairsComparison.Compare(new Dictionary<string, IEnumerable<ItemScore>> { ["a"] = verdicts, ["b"] = graded, ["c"] = [] }, resamples: 100, range: ScoreRange.Unit);

        Assert.Equal((IntervalMethod.Wilson, IntervalMethod.Wilson), (plain.A.Estimate.Method, plain.B.Estimate.Method));
        Assert.Equal((IntervalMethod.T, IntervalMethod.T), (mixed.A.Estimate.Method, mixed.B.Estimate.Method));
        Assert.Equal((IntervalMethod.Wilson, IntervalMethod.WilsonEffective), (stated.A.Estimate.Method, stated.B.Estimate.Method));
        Assert.Equal(mixed.Interval, stated.Interval);
        Assert.Equal([IntervalMethod.Wilson, IntervalMethod.WilsonEffective, IntervalMethod.None], all.Models.Select(model => model.Estimate.Method));
        Assert.Equal(Proportion.Wilson(3, 4), all.Models[0].Estimate.Interval);
    }

    private static ItemScore[] Answers(int right, int items) => [.. Enumerable.Range(0, items).Select(i => new ItemScore($"{i}", i < right ? 1 : 0))];

    private static bool Close(Interval a, Interval b, double tolerance) => Math.Abs(a.Lower - b.Lower) <= tolerance && Math.Abs(a.Upper - b.Upper) <= tolerance;
}
