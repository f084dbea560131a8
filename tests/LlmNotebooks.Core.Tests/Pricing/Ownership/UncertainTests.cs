using CsCheck;
using LlmNotebooks.Pricing.Ownership;

namespace LlmNotebooks.Tests.Pricing.Ownership;

public sealed class UncertainTests
{
    [Theory]
    [InlineData(0.05, 2.1)]
    [InlineData(0.5, 3)]
    [InlineData(0.95, 3.9)]
    public void Uniform_quantiles_lie_on_a_line(double p, double expected) =>
        Assert.Equal(expected, Uncertain.Between(2, 4).Quantile(p), tolerance: 1e-12);

    // F(x) = x²/16 up to the mode 2, 1 − (8 − x)²/48 from there: (x − a)²/((b − a)(c − a)) and 1 − (b − x)²/((b − a)(b − c)).
    [Theory]
    [InlineData(0.05)]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(0.95)]
    public void Triangular_quantiles_invert_the_distribution(double p)
    {
        double x = Uncertain.Triangular(0, 2, 8).Quantile(p);

        Assert.Equal(p, x <= 2 ? x * x / 16 : 1 - ((8 - x) * (8 - x) / 48), tolerance: 1e-12);
    }

    // Python 3.11.7: n = statistics.NormalDist(0.2, 0.2); n.inv_cdf(n.cdf(0) + p * (n.cdf(1) - n.cdf(0))).
    [Theory]
    [InlineData(0.05, 0.0321902007)]
    [InlineData(0.5, 0.2400266378)]
    [InlineData(0.95, 0.5453699511)]
    public void A_normal_is_truncated_to_the_range_of_its_property(double p, double expected)
    {
        ApiOption api = Plans.Api(1) with { ShareSolved = Uncertain.Normal(0.2m, 0.2m) };

        Assert.Equal(expected, api.ShareSolved!.Quantile(p), tolerance: 5e-10);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(100, 1)]
    [InlineData(-2, 0.6)]
    public void A_normal_that_is_bounded_on_one_side_is_finite_on_the_other(double mean, double sd)
    {
        Uncertain speed = new MachineThroughput { OutputTokensPerSecond = Uncertain.Normal((decimal)mean, (decimal)sd) }.OutputTokensPerSecond;

        Assert.InRange(speed.Quantile(UniformStream.Least), double.Epsilon, (double)speed.Median);
        Assert.InRange(speed.Quantile(1 - UniformStream.Least), (double)speed.Median, Math.Abs(mean) + (9 * sd));
    }

    [Fact]
    public void An_estimate_keeps_its_interval_and_its_median()
    {
        Uncertain share = Uncertain.Measured(0.9m, 0.7m, 0.95m, confidence: 0.9);

        Assert.Equal(0.9m, share.Median);
        Assert.Equal(0.7, share.Quantile(0.05), tolerance: 1e-12);
        Assert.Equal(0.9, share.Quantile(0.5), tolerance: 1e-12);
        Assert.Equal(0.95, share.Quantile(0.95), tolerance: 1e-12);
        Assert.Equal(1, (Plans.Api(1) with { ShareSolved = share }).ShareSolved!.Quantile(0.9999999));
    }

    private static readonly Gen<Uncertain> Any = Gen.OneOf(
        Gen.Decimal[0, 1].Select(Uncertain.Fixed),
        Gen.Select(Gen.Decimal[0, 1], Gen.Decimal[0, 1]).Select((a, b) => Uncertain.Between(Math.Min(a, b), Math.Max(a, b))),
        Gen.Select(Gen.Decimal[0, 1], Gen.Decimal[0, 1], Gen.Decimal[0, 1]).Select((a, b, c) => Sorted(a, b, c, Uncertain.Triangular)),
        Gen.Select(Gen.Decimal[-2, 3], Gen.Decimal[0.6m, 2]).Select(Uncertain.Normal),
        Gen.Select(Gen.Decimal[0, 1], Gen.Decimal[0, 1], Gen.Decimal[0, 1]).Select((a, b, c) => Sorted(a, b, c, (low, mid, high) => Uncertain.Measured(mid, low, high))));

    private static readonly Gen<double> Probability = Gen.OneOf(Gen.Const(UniformStream.Least), Gen.Const(1 - UniformStream.Least), Gen.Double[1e-6, 1 - 1e-6]);

    [Fact]
    public void Quantiles_rise_and_stay_in_the_range() => Gen.Select(Any, Probability, Probability).Sample((any, p, q) =>
    {
        Uncertain share = (Plans.Api(1) with { ShareSolved = any }).ShareSolved!;
        (double low, double high) = (share.Quantile(Math.Min(p, q)), share.Quantile(Math.Max(p, q)));
        return low >= 0 && high <= 1 && low <= high && share.Median is >= 0 and <= 1;
    }, iter: 10_000);

    [Fact]
    public void What_leaves_the_range_is_refused_by_name()
    {
        Assert.Contains("ShareSolved", Refused(() => Plans.Api(1) with { ShareSolved = Uncertain.Between(0.5m, 1.1m) }), StringComparison.Ordinal);
        Assert.Contains("in [0, 1]", Refused(() => Plans.Api(1) with { ShareSolved = -0.1m }), StringComparison.Ordinal);
        Assert.Contains("in [0, 1]", Refused(() => Plans.Api(1) with { ShareSolved = Uncertain.Measured(1.2m, 0.9m, 1.3m) }), StringComparison.Ordinal);
        Assert.Contains("in [0, 1]", Refused(() => Plans.Api(1) with { ShareSolved = Uncertain.Normal(50, 1) }), StringComparison.Ordinal);
        Assert.Contains("above 0", Refused(() => new MachineThroughput { OutputTokensPerSecond = Uncertain.Between(0, 10) }), StringComparison.Ordinal);
        Assert.Contains("above 0", Refused(() => new MachineThroughput { OutputTokensPerSecond = Uncertain.Measured(10, 1, 20) }), StringComparison.Ordinal);
        Assert.Contains("below 1", Refused(() => Plans.Api(1) with { PriceDeclinePerYear = 1m }), StringComparison.Ordinal);
        Assert.Equal(10, new MachineThroughput { OutputTokensPerSecond = Uncertain.Measured(10, 8, 12) }.OutputTokensPerSecond.Median);
        Refused(() => Uncertain.Between(2, 1));
        Refused(() => Uncertain.Triangular(0, 3, 2));
        Refused(() => Uncertain.Normal(0, -1));
        Refused(() => Uncertain.Measured(0.5m, 0.6m, 0.7m));
        Refused(() => Uncertain.Measured(0.5m, 0.4m, 0.7m, confidence: 1));
        Refused(() => Uncertain.Between(0, 1).Quantile(double.NaN));
    }

    [Fact]
    public void A_plan_stays_valid_through_with()
    {
        OwnershipPlan plan = Plans.Of(1, 1, Plans.Api(1));

        Refused(() => plan with { HorizonMonths = 0 });
        Refused(() => plan with { HorizonMonths = 601 });
        Refused(() => plan with { DiscountRatePerYear = -1 });
        Refused(() => plan with { LoadFactor = 0m });
        Refused(() => plan with { LoadFactor = 1.1m });
        Refused(() => plan with { RequestsPerMonth = -1m });
        Refused(() => plan with { GrowthPerMonth = -1m });
        Refused(() => plan with { Confidence = double.NaN });
        Refused(() => plan with { Basis = (CostBasis)7 });
        Refused(() => Plans.Owned() with { MinimumMachines = 0 });
        Refused(() => Plans.Owned() with { HardwareUsdPerMachine = -1 });
        Refused(() => Plans.Owned() with { BilledHoursFraction = 0 });
        Refused(() => Plans.Owned() with { Electricity = new() { Watts = 1, Pue = 0.9m, UsdPerKwh = 0.1m } });
        Assert.Throws<ArgumentException>(() => plan with { Options = [] });
        Assert.Throws<ArgumentException>(() => plan with { Options = [Plans.Api(1), Plans.Api(2)] });
        Assert.Throws<ArgumentException>(() => Plans.Owned() with { Name = " " });
        Assert.Throws<ArgumentNullException>(() => plan with { Workload = null! });
    }

    private static string Refused(Func<object> make) => Assert.ThrowsAny<ArgumentOutOfRangeException>(make).Message;

    private static T Sorted<T>(decimal a, decimal b, decimal c, Func<decimal, decimal, decimal, T> make)
    {
        decimal[] sorted = [.. new[] { a, b, c }.Order()];
        return make(sorted[0], sorted[1], sorted[2]);
    }
}
