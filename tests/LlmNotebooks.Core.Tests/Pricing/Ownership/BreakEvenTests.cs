using CsCheck;
using LlmNotebooks.Pricing.Ownership;

namespace LlmNotebooks.Tests.Pricing.Ownership;

public sealed class BreakEvenTests
{
    [Fact]
    public void Twelve_hundred_saved_at_a_hundred_a_month_take_twelve_months()
    {
        OwnershipPlan plan = Plans.Of(1_000, 24, Plans.Owned(hardware: 1_200, perMonth: 50), Plans.Api(0.15m));

        BreakEven result = plan.BreakEven("own", "api");

        Assert.Equal(12, result.Month);
        Assert.Equal(1_200, result.SavingUsd);
        Assert.Equal(0, result.SavingsUsd[12]);
        Assert.Equal("own breaks even with api in month 12 of 24: it costs 1,200 USD less over the horizon.", result.Words);
        Assert.Equal(12, BreakEven.MonthsAtConstantVolume(1_200, 100));
    }

    [Fact]
    public void Never_is_an_answer()
    {
        OwnershipPlan plan = Plans.Of(1_000, 11, Plans.Owned(hardware: 1_200, perMonth: 50), Plans.Api(0.15m));

        BreakEven result = plan.BreakEven("own", "api");

        Assert.Null(result.Month);
        Assert.Equal(-100, result.SavingUsd);
        Assert.Equal("own never breaks even with api within 11 months: it costs 100 USD more over the horizon.", result.Words);
        Assert.Equal(0, plan.BreakEven("api", "own").Month);
        Assert.Equal(0, plan.BreakEven("own", "own").Month);
    }

    [Fact]
    public void What_is_ahead_only_for_a_while_has_not_broken_even()
    {
        // Saves 100 in the first month and 4.16% more in each, until the second machine of month 11.
        OwnershipPlan plan = Plans.Of(Plans.MachineRequests / 1.5m, 13, Plans.Owned(hardware: 1_100), Plans.Api(150 / Plans.MachineRequests)) with { GrowthPerMonth = 0.0416m };

        BreakEven result = plan.BreakEven("own", "api");

        Assert.True(result.SavingsUsd[10] > 0);
        Assert.True(result.SavingsUsd[11] < 0);
        Assert.True(result.SavingsUsd[12] < 0);
        Assert.Equal(13, result.Month); // what the second machine is still worth pays for it
        BreakEven later = (plan with { HorizonMonths = 24 }).BreakEven("own", "api");
        Assert.Equal(later.SavingsUsd.ToList().FindLastIndex(saving => saving < 0) + 1, later.Month);
    }

    // The annuity inverted: U = s (1 − (1 + i)^−n)/i.
    [Theory]
    [InlineData(0.08, 5.5)]
    [InlineData(0.3, 40)]
    [InlineData(-0.2, 8)]
    public void The_closed_form_inverts_the_annuity(double rate, double months)
    {
        double monthly = Math.Pow(1 + rate, 1.0 / 12) - 1;
        double upfront = 100 * (1 - Math.Pow(1 + monthly, -months)) / monthly;

        Assert.Equal(months, BreakEven.MonthsAtConstantVolume((decimal)upfront, 100, (decimal)rate)!.Value, tolerance: 1e-9 * months);
    }

    // To first order in a small rate i the annuity is s (n − i n (n + 1)/2).
    [Fact]
    public void The_closed_form_keeps_the_digits_of_a_small_rate() =>
        Assert.Equal(17.25, BreakEven.MonthsAtConstantVolume(100 * (17.25m - (1e-9m / 12 * 17.25m * 18.25m / 2)), 100, 1e-9m)!.Value, tolerance: 1e-13);

    [Fact]
    public void The_closed_form_says_never()
    {
        Assert.Null(BreakEven.MonthsAtConstantVolume(1, 0));
        Assert.Null(BreakEven.MonthsAtConstantVolume(1, -5));
        Assert.Null(BreakEven.MonthsAtConstantVolume(0, -5));
        Assert.Equal(0, BreakEven.MonthsAtConstantVolume(0, 5));
        // A perpetuity of 1 at 1% a month is worth 100.
        decimal rate = 1;
        for (int i = 0; i < 12; i++) { rate *= 1.01m; }
        Assert.Null(BreakEven.MonthsAtConstantVolume(100.01m, 1, rate - 1));
        Assert.NotNull(BreakEven.MonthsAtConstantVolume(99.99m, 1, rate - 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => BreakEven.MonthsAtConstantVolume(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => BreakEven.MonthsAtConstantVolume(1, 1, -1));
    }

    private static readonly Gen<(decimal Hardware, decimal Saved, decimal Rate, int Months)> Constant =
        from hardware in Gen.OneOf(Gen.Const(0m), Gen.Decimal[1, 100_000])
        from saved in Gen.OneOf(Gen.Decimal[-100, -0.001m], Gen.Decimal[1, 10_000])
        from rate in Gen.OneOf(Gen.Const(0m), Gen.Decimal[0, 2])
        from months in Gen.Int[1, 120]
        select (hardware, saved, rate, months);

    [Fact]
    public void Month_by_month_finds_what_the_closed_form_says() => Constant.Sample(given =>
    {
        (decimal hardware, decimal saved, decimal rate, int months) = given;
        OwnershipPlan plan = Plans.Of(1_000, months, Plans.Owned(hardware, perMonth: 1_000), Plans.Api((1_000 + saved) / 1_000)) with { DiscountRatePerYear = rate };

        double? exact = BreakEven.MonthsAtConstantVolume(hardware, saved, rate);
        int? expected = exact is { } n && Math.Ceiling(n - 1e-7) <= months ? (int)Math.Ceiling(n - 1e-7) : null;

        Assert.Equal(expected, plan.BreakEven("own", "api").Month);
    }, iter: 1_000);

    [Fact]
    public void The_crossover_volume_is_exact()
    {
        // 1,200 + 12 × 70 = 12 × 0.003 × V.
        OwnershipPlan plan = Plans.Of(1_000, 12, Plans.Owned(hardware: 1_200, perMonth: 70), Plans.Api(0.003m));

        VolumeRange range = Assert.Single(plan.CheaperVolumes("own", "api", upTo: 1_000_000));

        Assert.Equal(2_040 / 0.036, (double)range.FromRequestsPerMonth, tolerance: 1e-9);
        Assert.Null(range.ToRequestsPerMonth);
        Assert.Equal(0, (plan with { RequestsPerMonth = range.FromRequestsPerMonth }).BreakEven("own", "api").SavingUsd, precision: 9);
    }

    [Fact]
    public void A_second_machine_ends_a_range_and_another_begins()
    {
        // One machine costs 2,000 a month and serves 2,628,000 requests, worth 2,628 at the service; k machines pay off from k × 2,000,000 requests on.
        OwnershipPlan plan = Plans.Of(1_000, 1, Plans.Owned(perMonth: 2_000), Plans.Api(0.001m));

        IReadOnlyList<VolumeRange> ranges = plan.CheaperVolumes("own", "api", upTo: 9_000_000);

        Assert.Equal([new(2_000_000, 2_628_000), new(4_000_000, 5_256_000), new(6_000_000, 7_884_000), new(8_000_000, null)], ranges.Select(Rounded));
        Assert.Equal(
            [new(0, 2_000_000), new(2_628_000, 4_000_000), new(5_256_000, 6_000_000), new(7_884_000, 8_000_000)],
            plan.CheaperVolumes("api", "own", upTo: 9_000_000).Select(Rounded));

        static VolumeRange Rounded(VolumeRange range) => new(Math.Round(range.FromRequestsPerMonth, 9), range.ToRequestsPerMonth is { } to ? Math.Round(to, 9) : null);
    }

    [Fact]
    public void A_monthly_minimum_makes_owning_pay_at_no_volume_at_all()
    {
        ApiOption api = Plans.Api(0.001m);
        OwnershipPlan plan = Plans.Of(1_000, 1, Plans.Owned(perMonth: 100), api with { Prices = api.Prices with { MonthlyMinimumUsd = 100 } });

        Assert.Equal([new VolumeRange(0, null)], plan.CheaperVolumes("own", "api", upTo: 2_000_000));
    }

    [Fact]
    public void Never_at_any_volume_is_an_empty_list() =>
        Assert.Empty(Plans.Of(1_000, 1, Plans.Owned(perMonth: 100_000), Plans.Api(0.001m)).CheaperVolumes("own", "api"));

    private static readonly Gen<(OwnershipPlan Plan, decimal Volume)> Volumes =
        from perMonth in Gen.Decimal[1, 5_000]
        from hardware in Gen.OneOf(Gen.Const(0m), Gen.Decimal[0, 50_000])
        from price in Gen.Decimal[0.0001m, 0.005m]
        from growth in Gen.OneOf(Gen.Const(0m), Gen.Decimal[-0.2m, 0.2m])
        from months in Gen.Int[1, 12]
        from minimum in Gen.OneOf(Gen.Const(0m), Gen.Decimal[0, 10_000])
        from volume in Gen.Decimal[0, 10_000_000]
        let api = Plans.Api(price)
        select (Plans.Of(1, months, Plans.Owned(hardware, perMonth) with { ResidualShare = 0.3m }, api with { Prices = api.Prices with { MonthlyMinimumUsd = minimum } }) with { GrowthPerMonth = growth }, volume);

    [Fact]
    public void A_volume_is_in_a_range_exactly_when_it_saves() => Volumes.Sample(given =>
    {
        (OwnershipPlan plan, decimal volume) = given;
        decimal saving = (plan with { RequestsPerMonth = volume }).BreakEven("own", "api").SavingUsd;
        bool inRange = plan.CheaperVolumes("own", "api", upTo: 10_000_000).Any(range => range.Contains(volume));
        return Math.Abs(saving) < 0.001m || inRange == saving > 0;
    }, iter: 500);

    [Fact]
    public void By_solved_task_each_pays_for_what_it_fails()
    {
        // Own costs half but solves a quarter as often.
        OwnershipPlan plan = Plans.Of(1_000, 12, Plans.Owned(perMonth: 500) with { ShareSolved = 0.2m }, Plans.Api(1) with { ShareSolved = 0.8m });

        Assert.Equal(6_000, plan.BreakEven("own", "api").SavingUsd);
        Assert.Equal(15_000 - 30_000, (plan with { Basis = CostBasis.SolvedTask }).BreakEven("own", "api").SavingUsd);
    }

    [Fact]
    public void A_share_that_is_not_known_or_zero_is_said_so()
    {
        OwnershipPlan plan = Plans.Of(1_000, 12, Plans.Owned(perMonth: 500), Plans.Api(1) with { ShareSolved = 0m }) with { Basis = CostBasis.SolvedTask };

        Assert.Contains("'own' solves is not known", Assert.Throws<ArgumentException>(() => plan.BreakEven("own", "api")).Message, StringComparison.Ordinal);
        OwnershipPlan known = plan with { Options = [Plans.Owned(perMonth: 500) with { ShareSolved = 0.5m }, plan.Options[1]] };
        Assert.Contains("'api' solves nothing", Assert.Throws<InvalidOperationException>(() => known.BreakEven("own", "api")).Message, StringComparison.Ordinal);
        Assert.Contains("it has own, api", Assert.Throws<ArgumentException>(() => plan.BreakEven("own", "other")).Message, StringComparison.Ordinal);
    }
}
