using CsCheck;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tests.Statistics;

public sealed class ClusteredMeanTests
{
    // Scores in the usual shapes: verdicts, shares, and large numbers, where rounding shows.
    private static readonly Gen<double> Score = Gen.OneOf(Gen.Int[0, 1].Select(i => (double)i), Gen.Double[0, 1], Gen.Double[1e6, 1e6 + 1]);

    private static readonly Gen<ItemScore[]> Observations =
        from items in Gen.Int[2, 30]
        from clusters in Gen.Int[1, 30]
        from scores in Gen.Select(Score, Gen.Int[0, items - 1]).Array[2, 90]
        select scores.Select(pair => new ItemScore($"i{pair.Item2}", pair.Item1, $"c{pair.Item2 % clusters}")).ToArray();

    [Fact]
    public void By_hand_for_two_clusters()
    {
        // Scores 1, 0 | 1, 1: mean 3/4, cluster residuals -1/2 and 1/2, uncorrected √(1/2)/4, corrected × √2 = 1/4.
        MeanEstimate estimate = ClusteredMean.Estimate([new("a", 1, "x"), new("b", 0, "x"), new("c", 1, "y"), new("d", 1, "y")], range: ScoreRange.Unbounded);

        Assert.Equal(0.75, estimate.Mean);
        Assert.Equal(Math.Sqrt(0.5) / 4, estimate.SeUncorrected!.Value, tolerance: 1e-15);
        Assert.Equal(0.25, estimate.Se!.Value, tolerance: 1e-15);
        // s = 1/2, n = 4.
        Assert.Equal(0.25, estimate.SeNaive!.Value, tolerance: 1e-15);
        // The 0.975 quantile of t with 1 degree of freedom is tan(0.475π) = 12.7062 (any table).
        Assert.Equal(0.75 + (0.25 * 12.7062), estimate.Interval!.Value.Upper, tolerance: 2e-5);
    }

    [Fact]
    public void Items_weigh_alike_however_often_they_were_repeated()
    {
        MeanEstimate estimate = ClusteredMean.Estimate([new("a", 1), new("a", 1), new("a", 1), new("b", 0)]);

        Assert.Equal(0.5, estimate.Mean);
        Assert.Equal(4, estimate.Observations);
        Assert.Equal(2, estimate.Items);
    }

    [Fact]
    public void Missing_scores_are_left_out()
    {
        MeanEstimate estimate = ClusteredMean.Estimate([new("a", 1), new("b", null), new("c", double.NaN), new("d", 0)]);

        Assert.Equal(0.5, estimate.Mean);
        Assert.Equal(2, estimate.Observations);
    }

    [Fact]
    public void Too_little_gives_null_and_not_zero()
    {
        MeanEstimate none = ClusteredMean.Estimate([new("a", null)]);
        MeanEstimate one = ClusteredMean.Estimate([new("a", 1)]);
        MeanEstimate oneCluster = ClusteredMean.Estimate([new("a", 1, "c"), new("b", 0, "c")]);

        Assert.Equal((null, null, null), (none.Mean, none.Se, none.Interval));
        Assert.Equal((1.0, null, null), (one.Mean, one.Se, one.SeNaive));
        Assert.Equal((0.5, null, null), (oneCluster.Mean, oneCluster.Se, oneCluster.SeUncorrected));
        Assert.NotNull(oneCluster.SeNaive);
        Assert.Equal((IntervalMethod.None, "there is no score"), (none.Method, none.Reason));
    }

    [Fact]
    public void One_cluster_of_scores_without_bounds_has_no_interval_and_says_why()
    {
        MeanEstimate estimate = ClusteredMean.Estimate([new("a", 3, "c"), new("b", 0, "c")]);

        Assert.Equal((1.5, null, IntervalMethod.None), (estimate.Mean, estimate.Interval, estimate.Method));
        Assert.Equal("there are fewer than 2 clusters, and the scores have no stated range", estimate.Reason);
    }

    [Fact]
    public void An_item_in_two_clusters_is_refused()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => ClusteredMean.Estimate([new("a", 1, "x"), new("a", 0, "y")]));

        Assert.Contains("Item 'a' is in cluster 'x' and in cluster 'y'", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_level_outside_of_0_to_1_is_refused(double confidence) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ClusteredMean.Estimate([new("a", 1)], confidence));

    [Fact]
    public void Single_item_clusters_give_the_naive_error() => Score.Array[2, 60].Sample(scores =>
    {
        MeanEstimate estimate = ClusteredMean.Estimate(scores.Select((s, i) => new ItemScore($"{i}", s, $"c{i}")));
        double n = scores.Length;
        return Close(estimate.Se!.Value, estimate.SeNaive!.Value) && Close(estimate.SeUncorrected!.Value * Math.Sqrt(n / (n - 1)), estimate.SeNaive!.Value);
    });

    [Fact]
    public void Repeating_every_observation_changes_the_naive_error_only() => Observations.Sample(observations =>
    {
        MeanEstimate once = ClusteredMean.Estimate(observations), twice = ClusteredMean.Estimate([.. observations, .. observations]);
        return Close(once.Mean!.Value, twice.Mean!.Value) && Close(once.Se ?? -1, twice.Se ?? -1)
            && (once.SeNaive is null || twice.SeNaive <= once.SeNaive + 1e-9);
    });

    [Fact]
    public void The_order_of_observations_changes_nothing() =>
        Gen.Select(Observations, Gen.Int).Sample((observations, seed) =>
        {
            ItemScore[] shuffled = [.. observations];
            new Random(seed).Shuffle(shuffled);
            MeanEstimate a = ClusteredMean.Estimate(observations), b = ClusteredMean.Estimate(shuffled);
            return Close(a.Mean!.Value, b.Mean!.Value) && Close(a.Se ?? -1, b.Se ?? -1) && Close(a.SeNaive ?? -1, b.SeNaive ?? -1);
        });

    [Fact]
    public void Shifting_and_scaling_scores_shifts_and_scales_the_estimate() => Observations.Sample(observations =>
    {
        MeanEstimate before = ClusteredMean.Estimate(observations);
        MeanEstimate after = ClusteredMean.Estimate(observations.Select(o => o with { Score = (3 * o.Score) + 1 }));
        return Math.Abs(after.Mean!.Value - ((3 * before.Mean!.Value) + 1)) < 1e-8 && Math.Abs((after.Se ?? 0) - (3 * (before.Se ?? 0))) < 1e-8;
    });

    [Fact]
    public void More_confidence_makes_a_wider_interval_around_the_mean() => Observations.Sample(observations =>
    {
        MeanEstimate narrow = ClusteredMean.Estimate(observations, 0.8), wide = ClusteredMean.Estimate(observations, 0.99);
        return narrow.Interval is not { } inner || wide.Interval is not { } outer
            || (inner.Contains(narrow.Mean!.Value) && outer.Lower <= inner.Lower && inner.Upper <= outer.Upper);
    });

    private static bool Close(double a, double b) => Math.Abs(a - b) <= 1e-9 * Math.Max(1, Math.Max(Math.Abs(a), Math.Abs(b)));
}
