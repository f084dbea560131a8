using CsCheck;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Tests.Metrics;

/// <summary>What follows from a metric's facts, whichever they are.</summary>
public sealed class MetricInfoTests
{
    private static readonly Gen<double> Value = Gen.OneOf(Gen.Const(0.0), Gen.Const(1.0), Gen.Const(100.0), Gen.Double[-1_000, 1_000]);

    // A range, a value in it, and a pass mark in it or none.
    private static readonly Gen<(MetricInfo Higher, MetricInfo Lower, double Score, double Other)> Facts =
        from ends in Gen.Select(Value, Value).Where((a, b) => Math.Abs(a - b) > 1e-6)
        from places in Gen.Select(Share, Share)
        from mark in Gen.OneOf(Gen.Const((double?)null), Share.Select(share => (double?)share))
        let low = Math.Min(ends.Item1, ends.Item2)
        let high = Math.Max(ends.Item1, ends.Item2)
        let info = new MetricInfo { Name = "m", Minimum = low, Maximum = high, PassMark = mark is { } share ? At(low, high, share) : null }
        select (info, info with { Better = Better.Lower }, At(low, high, places.Item1), At(low, high, places.Item2));

    private static Gen<double> Share => Gen.OneOf(Gen.Const(0.0), Gen.Const(0.5), Gen.Const(1.0), Gen.Double[0, 1]);

    [Fact]
    public void More_gain_is_better_and_the_best_passes_where_the_worst_does() => Facts.Sample((higher, lower, score, other) =>
    {
        foreach (MetricInfo info in (MetricInfo[])[higher, lower])
        {
            Assert.True(info.Gain(info.Best!.Value) >= info.Gain(score));
            Assert.True(info.Gain(info.Worst!.Value) <= info.Gain(score));
            Assert.True(info.Passes(info.Best.Value));
            Assert.True(info.Passes(info.EffectivePassMark!.Value));
            if (info.Gain(score) >= info.Gain(other) && info.Passes(other) == true) { Assert.True(info.Passes(score)); }
            if (info.PassMark is null) { Assert.False(info.Passes(info.Worst.Value)); }
            Assert.Equal(info.Gain(score) - info.Gain(other), info.Gain(score - other), 1e-9);
        }
    });

    [Fact]
    public void Lower_is_better_is_the_mirror_of_higher_is_better() => Facts.Sample((_, lower, score, _) =>
    {
        MetricInfo mirror = new() { Name = "m", Minimum = -lower.Maximum, Maximum = -lower.Minimum, PassMark = -lower.EffectivePassMark };

        Assert.Equal(mirror.Passes(-score), lower.Passes(score));
        Assert.Equal(mirror.Gain(-score), lower.Gain(score));
        Assert.Equal(mirror.Best, -lower.Best);
        Assert.Equal(mirror.Worst, -lower.Worst);
    });

    [Fact]
    public void Shares_are_the_place_in_the_range_whichever_way_is_better() => Facts.Sample((higher, lower, score, _) =>
    {
        Assert.Equal(0, higher.ShareOf(higher.Minimum));
        Assert.Equal(1, higher.ShareOf(higher.Maximum));
        Assert.Equal(higher.ShareOf(score), lower.ShareOf(score));
        Assert.InRange(higher.ShareOf(score)!.Value, -1e-9, 1 + 1e-9);
        Assert.Equal(score, higher.Minimum + (higher.Range * higher.ShareOf(score)!.Value), 1e-6);
    });

    [Fact]
    public void An_error_rate_passes_from_its_middle_down()
    {
        MetricInfo errors = new() { Name = "errors", Better = Better.Lower };

        Assert.Equal((0, 1), (errors.Best, errors.Worst));
        Assert.True(errors.Passes(0.5));
        Assert.False(errors.Passes(0.51));
        Assert.True((errors with { PassMark = 0.1 }).Passes(0.1));
        Assert.False((errors with { PassMark = 0.1 }).Passes(0.2));
        Assert.False(double.IsNegative(errors.Gain(0)));
    }

    [Fact]
    public void Without_bounds_there_is_no_share_and_no_pass_mark_but_the_given_one()
    {
        MetricInfo length = new() { Name = "length", Maximum = double.PositiveInfinity };

        Assert.False(length.IsBounded);
        Assert.Null(length.ShareOf(3));
        Assert.Null(length.Passes(3));
        Assert.Equal((null, 0), (length.Best, length.Worst));
        Assert.True((length with { PassMark = 3 }).Passes(3));
        Assert.Equal((0, null), ((length with { Better = Better.Lower }).Best, (length with { Better = Better.Lower }).Worst));
    }

    [Fact]
    public void Name_version_and_parameters_are_the_identity_and_nothing_else_is()
    {
        MetricInfo info = new() { Name = "m", Parameters = { ["b"] = 1, ["a"] = "x", ["list"] = (string[])["u", "v"] } };
        MetricInfo same = new() { Name = "m", Parameters = { ["list"] = new List<string> { "u", "v" }, ["a"] = "x", ["b"] = 1.0 }, Summary = "else", PassMark = 0.3 };

        Assert.Equal(info.Identity, same.Identity);
        Assert.True(info.IsSame(same));
        Assert.False(info.IsSame(info with { Name = "n" }));
        Assert.False(info.IsSame(info with { Version = "2" }));
        Assert.All<IDictionary<string, object?>>(
            [
                new Dictionary<string, object?> { ["a"] = "x", ["b"] = 1 },
                new Dictionary<string, object?> { ["a"] = "x", ["b"] = 2, ["list"] = (string[])["u", "v"] },
                new Dictionary<string, object?> { ["a"] = "x", ["b"] = "1", ["list"] = (string[])["u", "v"] },
                new Dictionary<string, object?> { ["a"] = "x", ["b"] = 1, ["list"] = (string[])["v", "u"] },
                new Dictionary<string, object?> { ["a"] = "x", ["b"] = null, ["list"] = (string[])["u", "v"] },
                new Dictionary<string, object?> { ["a"] = "x", ["b"] = double.PositiveInfinity, ["list"] = (string[])["u", "v"] },
            ],
            parameters => Assert.False(info.IsSame(info with { Parameters = parameters })));
    }

    [Fact]
    public void Facts_that_are_none_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new MetricInfo { Name = " " });
        Assert.Throws<ArgumentException>(() => new MetricInfo { Name = "m", Version = "" });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MetricInfo { Name = "m", Minimum = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MetricInfo { Name = "m", Maximum = double.NaN });
    }

    private static double At(double low, double high, double share) => share <= 0 ? low : share >= 1 ? high : low + (share * (high - low));
}
