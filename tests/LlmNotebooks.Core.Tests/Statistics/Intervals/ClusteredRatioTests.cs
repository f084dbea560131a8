using CsCheck;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tests.Statistics;

public sealed class ClusteredRatioTests
{
    // Numerators and denominators of which some are hardly told apart from nothing.
    private static readonly Gen<(double X, double Y, string? Cluster)[]> Observations =
        Gen.Select(Gen.OneOf(Gen.Const(0.0), Gen.Double[1e-6, 2], Gen.Double[0.3, 1].Select(x => Math.Pow(x, 12))), Gen.OneOf(Gen.Const(0.0), Gen.Const(0.0), Gen.Const(1.0), Gen.Double[0.3, 1].Select(y => Math.Pow(y, 12))), Gen.Int[0, 12])
            .Select(o => (o.Item1, o.Item2, o.Item3 == 0 ? null : $"c{o.Item3}")).Array[8, 60];

    // What Fieller's bounds are: the ratios R at which the mean of x - R*y is at the edge of being told apart from 0.
    [Fact]
    public void At_its_bounds_the_difference_is_on_the_edge() => Observations.Sample(observations =>
    {
        RatioEstimate estimate = ClusteredRatio.Estimate(observations, 0.9);
        if (estimate.Upper is not { } upper || estimate.Lower is not { } lower) { return true; }
        return OnTheEdge(observations, upper) && (lower == 0 || OnTheEdge(observations, lower)) && lower <= estimate.Ratio && estimate.Ratio <= upper;
    }, iter: 2_000);

    [Fact]
    public void Without_an_upper_bound_the_denominator_is_not_told_apart_from_nothing() => Observations.Sample(observations =>
    {
        RatioEstimate estimate = ClusteredRatio.Estimate(observations, 0.9);
        if (estimate.Ratio is null || estimate.Clusters < 2) { return true; }
        if (estimate.Upper is null != Mean(observations, o => o.Y).Lower <= 0) { return false; }
        // The lower bound is on the edge, too, or the numerator is not told apart from nothing either.
        return estimate.Upper is not null || (estimate.Lower == 0 ? Mean(observations, o => o.X).Lower <= 1e-9 : OnTheEdge(observations, estimate.Lower!.Value) && estimate.Lower <= estimate.Ratio);
    }, iter: 2_000);

    [Fact]
    public void Both_scale_with_the_numerator() => Observations.Sample(observations =>
    {
        RatioEstimate one = ClusteredRatio.Estimate(observations), ten = ClusteredRatio.Estimate(observations.Select(o => (10 * o.X, o.Y, (string?)o.Cluster)));
        return Near(10 * one.Ratio, ten.Ratio) && Near(10 * one.Lower, ten.Lower) && Near(10 * one.Upper, ten.Upper);
    }, iter: 500);

    [Theory]
    [InlineData(1e-200)]
    [InlineData(1e200)]
    public void Very_small_and_very_large_amounts_lose_nothing(double unit)
    {
        (double X, double Y, string? Cluster)[] observations = [(3, 1, null), (2, 1, null), (4, 0, null), (3, 1, null), (1, 1, null), (2, 1, null), (3, 1, null)];
        RatioEstimate one = ClusteredRatio.Estimate(observations), scaled = ClusteredRatio.Estimate(observations.Select(o => (unit * o.X, unit * o.Y, (string?)null)));

        Assert.NotNull(one.Upper);
        Assert.Equal(one.Ratio!.Value, scaled.Ratio!.Value, 1e-9);
        Assert.Equal(one.Upper.Value, scaled.Upper!.Value, 1e-9);
    }

    [Fact]
    public void A_denominator_that_does_not_vary_leaves_the_interval_of_the_mean()
    {
        double[] costs = [0.62, 0.71, 0.55, 0.8, 0.67, 0.74];
        RatioEstimate estimate = ClusteredRatio.Estimate(costs.Select(c => (c, 0.5, (string?)null)));

        Interval mean = ClusteredMean.Estimate(costs.Select((c, i) => new ItemScore($"{i}", c))).Interval!.Value;
        Assert.Equal(mean.Lower / 0.5, estimate.Lower!.Value, 1e-12);
        Assert.Equal(mean.Upper / 0.5, estimate.Upper!.Value, 1e-12);
    }

    [Fact]
    public void What_cannot_be_estimated_is_missing_with_its_reason()
    {
        RatioEstimate nothing = ClusteredRatio.Estimate([(1, 0, null), (2, 0, null)]);
        Assert.Equal((null, null, null), (nothing.Ratio, nothing.Lower, nothing.Upper));
        Assert.Contains("add up to 0", nothing.Reason, StringComparison.Ordinal);
        RatioEstimate one = ClusteredRatio.Estimate([(1, 1, "c"), (2, 1, "c")]);
        Assert.Equal((1.5, null, null, 1), (one.Ratio, one.Lower, one.Upper, one.Clusters));
        RatioEstimate rare = ClusteredRatio.Estimate(Enumerable.Range(0, 50).Select(i => (1.0, i == 0 ? 1.0 : 0, (string?)null)));
        Assert.Equal(50, rare.Ratio);
        Assert.True(rare.Lower is > 5 and < 50);
        Assert.Null(rare.Upper);
        Assert.Contains("no upper bound", rare.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, -1)]
    [InlineData(double.NaN, 1)]
    [InlineData(1, double.PositiveInfinity)]
    public void What_is_no_amount_is_refused(double x, double y) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ClusteredRatio.Estimate([(x, y, null)]));

    private static bool OnTheEdge((double X, double Y, string? Cluster)[] observations, double ratio)
    {
        Interval difference = Mean(observations, o => o.X - (ratio * o.Y));
        return Math.Min(Math.Abs(difference.Lower), Math.Abs(difference.Upper)) < 1e-8 * (1 + ratio);
    }

    private static Interval Mean((double X, double Y, string? Cluster)[] observations, Func<(double X, double Y, string? Cluster), double> value) =>
        ClusteredMean.Estimate(observations.Select((o, i) => new ItemScore($"{i}", value(o), o.Cluster)), 0.9, ScoreRange.Unbounded).Interval!.Value;

    private static bool Near(double? a, double? b) => a is null ? b is null : b is { } v && Math.Abs(a.Value - v) <= 1e-9 * (1 + Math.Abs(v));
}
