using LlmNotebooks.Pricing;
using LlmNotebooks.Pricing.Ownership;

namespace LlmNotebooks.Tests.Pricing;

public sealed class MonthlyCostTests
{
    private static readonly ModelPrices Gpt4 = Books.Model(("input_mtok", new UnitPrice(30)), ("output_mtok", new UnitPrice(60)));

    // "LLM Hell", CostModel: monthly cost = max(input, output and context cost, minimum); gpt-4 at 0.03 and 0.06 for 1,000 tokens.
    [Theory]
    [InlineData(1000, 0, "60")]
    [InlineData(1000, 50, "60")]
    [InlineData(1000, 60, "60")]
    [InlineData(1000, 61, "61")]
    [InlineData(0, 61, "61")]
    [InlineData(0, 0, "0")]
    public void A_minimum_is_the_least_and_no_addition(double requests, double minimum, string usd)
    {
        Workload workload = new() { RequestsPerMonth = (decimal)requests, InputTokensPerRequest = 1000, OutputTokensPerRequest = 500 };

        MonthlyCost month = Assert.Single(Books.Of(Gpt4 with { MonthlyMinimumUsd = (decimal)minimum }).MonthlyCosts("p", "m", workload, Books.Noon));

        Assert.Equal(usd, Usd.Exact(month.ChargeUsd!.Value));
    }

    [Fact]
    public void Requests_grow_and_announced_prices_come_into_force()
    {
        PriceBook book = Books.Of(Gpt4 with
        {
            Periods = [.. Gpt4.Periods, Books.Period(("input_mtok", new UnitPrice(15)), ("output_mtok", new UnitPrice(30))) with { From = Books.Noon.AddMonths(2) }],
        });
        Workload workload = new() { RequestsPerMonth = 100, InputTokensPerRequest = 1000, OutputTokensPerRequest = 0, GrowthPerMonth = 0.1m };

        Assert.Equal([3m, 3.3m, 1.815m, 1.9965m], book.MonthlyCosts("p", "m", workload, Books.Noon, months: 4).Select(m => m.ChargeUsd!.Value));
    }

    [Fact]
    public void The_cached_share_is_charged_as_such()
    {
        PriceBook book = Books.One(("input_mtok", new UnitPrice(10)), ("cache_read_mtok", new UnitPrice(1)), ("output_mtok", new UnitPrice(0)));
        Workload workload = new() { RequestsPerMonth = 1000, InputTokensPerRequest = 1000.5m, OutputTokensPerRequest = 1, CachedShare = 0.75m };

        Assert.Equal(1000 * 1000.5m * (0.25m * 10 + 0.75m * 1) / 1_000_000, Assert.Single(book.MonthlyCosts("p", "m", workload, Books.Noon)).ChargeUsd);
    }

    [Fact]
    public void Where_prices_go_by_the_hour_a_month_costs_their_mean_whenever_it_is_asked()
    {
        // Eight hours at 1, sixteen at 4.
        PriceBook book = Books.Of(Books.Model() with
        {
            Periods =
            [
                Books.Period(("input_mtok", new UnitPrice(4)), ("output_mtok", new UnitPrice(4))),
                Books.Period(("input_mtok", new UnitPrice(1)), ("output_mtok", new UnitPrice(1))) with { Daily = new DailyWindow(new TimeOnly(22, 0), new TimeOnly(6, 0)) },
            ],
        });
        Workload workload = new() { RequestsPerMonth = 3, InputTokensPerRequest = 1_000_000, OutputTokensPerRequest = 0 };

        Assert.All(
            (DateTimeOffset[])[Books.Noon, Books.Noon.AddHours(11), Books.Noon.AddHours(-11)],
            at => Assert.Equal(9m, decimal.Round(Assert.Single(book.MonthlyCosts("p", "m", workload, at)).ChargeUsd!.Value, 20)));
        Assert.Equal(3m, decimal.Round(ApiPrices.Of(book, "p", "m", workload, Books.Noon).InputUsdPerMtok, 20));
    }

    [Fact]
    public void The_mean_of_a_day_has_every_side_and_what_has_no_price_at_some_hour()
    {
        PricePeriod day = Books.Period(("input_mtok", new UnitPrice(4)), ("output_mtok", new UnitPrice(8)), ("requests_kcount", new UnitPrice(4_000)));
        PricePeriod night = Books.Period(("input_mtok", new UnitPrice(1)), ("output_mtok", new UnitPrice(2)), ("requests_kcount", new UnitPrice(1_000))) with { Daily = new DailyWindow(new TimeOnly(18, 0), new TimeOnly(6, 0)) };
        Workload workload = new() { RequestsPerMonth = 2, InputTokensPerRequest = 1_000_000, OutputTokensPerRequest = 500_000 };

        MonthlyCost month = Assert.Single(Books.Of(Books.Model() with { Periods = [day, night] }).MonthlyCosts("p", "m", workload, Books.Noon));
        // Twelve hours of 4 + 4 + 4, twelve of 1 + 1 + 1.
        Assert.Equal((15m, 15m), (decimal.Round(month.ChargeUsd!.Value, 20), decimal.Round(month.AtLeastUsd, 20)));

        PricePeriod silent = Books.Period(("input_mtok", new UnitPrice(1)), ("requests_kcount", new UnitPrice(1_000))) with { Daily = night.Daily };
        MonthlyCost half = Assert.Single(Books.Of(Books.Model() with { Periods = [day, silent] }).MonthlyCosts("p", "m", workload, Books.Noon));
        Assert.Null(half.ChargeUsd);
        Assert.Equal("output_tokens: no price", Assert.Single(half.Unpriced));
        Assert.Equal(14m, decimal.Round(half.AtLeastUsd, 20));
    }

    [Fact]
    public void The_price_of_slabs_is_what_they_come_to_and_of_an_own_count_that_of_the_count()
    {
        PriceBook book = Books.One(
            ("input_mtok", new UnitPrice(1)), ("output_mtok", Books.Slabs(10, (1000, 5))), ("requests_kcount", new UnitPrice(0)),
            ("cache_read_mtok", new UnitPrice(2, [new PriceTier(100, 4)], TierRule.All, TierSelector.OwnSize)));
        Workload workload = new() { RequestsPerMonth = 1, InputTokensPerRequest = 200, OutputTokensPerRequest = 2000, CachedShare = 0.5m };

        // A thousand at 10 and a thousand at 5; a hundred cached ones begin no tier, though the prompt has two hundred.
        Assert.Equal((7.5m, 2m), (ApiPrices.Of(book, "p", "m", workload, Books.Noon).OutputUsdPerMtok, ApiPrices.Of(book, "p", "m", workload, Books.Noon).CachedInputUsdPerMtok!.Value));
        Assert.Equal((10m, 4m), (
            ApiPrices.Of(book, "p", "m", workload with { OutputTokensPerRequest = 0 }, Books.Noon).OutputUsdPerMtok,
            ApiPrices.Of(book, "p", "m", workload with { CachedShare = 1 }, Books.Noon).CachedInputUsdPerMtok!.Value));
    }

    [Fact]
    public void A_free_model_has_prices_of_0_and_one_without_a_valid_price_says_so()
    {
        Workload workload = new() { RequestsPerMonth = 1, InputTokensPerRequest = 1, OutputTokensPerRequest = 1 };
        PriceBook free = Books.Of(Books.Model() with { IsFree = true, Periods = [] });
        PriceBook later = Books.Of(Books.Model() with { Periods = [Books.Period(("input_mtok", new UnitPrice(1)), ("output_mtok", new UnitPrice(1))) with { From = Books.Noon.AddDays(1) }] });

        ApiPrices prices = ApiPrices.Of(free, "p", "m", workload, Books.Noon);
        Assert.Equal((0m, 0m), (prices.InputUsdPerMtok, prices.OutputUsdPerMtok));
        Assert.Equal("no price of m is valid at 2026-01-02 12:00 UTC", Assert.Throws<KeyNotFoundException>(() => ApiPrices.Of(later, "p", "m", workload, Books.Noon)).Message);
    }

    [Fact]
    public void The_prices_of_a_plan_are_those_of_its_average_request()
    {
        PriceBook book = Books.One(("input_mtok", Books.Tiered(3, (200_000, 6))), ("output_mtok", Books.Tiered(15, (200_000, 22.5m))), ("cache_read_mtok", new UnitPrice(0.3m)), ("requests_kcount", new UnitPrice(12)));
        Workload longPrompts = new() { RequestsPerMonth = 1, InputTokensPerRequest = 200_001, OutputTokensPerRequest = 100, CachedShare = 0.5m };

        ApiPrices prices = ApiPrices.Of(book, "p", "m", longPrompts, Books.Noon);

        Assert.Equal((6m, 22.5m, 0.3m, 0.012m), (prices.InputUsdPerMtok, prices.OutputUsdPerMtok, prices.CachedInputUsdPerMtok!.Value, prices.UsdPerRequest));
        Assert.Equal("no price of model 'x' at p", Assert.Throws<KeyNotFoundException>(() => ApiPrices.Of(book, "p", "x", longPrompts, Books.Noon)).Message);
        Assert.Throws<KeyNotFoundException>(() => ApiPrices.Of(Books.One(("input_mtok", new UnitPrice(1))), "p", "m", longPrompts, Books.Noon));
    }

    [Fact]
    public void What_has_no_price_is_not_charged_as_nothing()
    {
        PriceBook book = Books.Of(Books.Model(("input_mtok", new UnitPrice(10))) with { MonthlyMinimumUsd = 5 });

        MonthlyCost month = Assert.Single(book.MonthlyCosts("p", "m", new Workload { RequestsPerMonth = 100, InputTokensPerRequest = 100, OutputTokensPerRequest = 1 }, Books.Noon));

        Assert.Null(month.ChargeUsd);
        Assert.Equal(5, month.AtLeastUsd);
        Assert.Equal("output_tokens: no price", Assert.Single(month.Unpriced));
    }

    [Fact]
    public void A_workload_out_of_range_is_refused()
    {
        Workload workload = new() { RequestsPerMonth = 1, InputTokensPerRequest = 1, OutputTokensPerRequest = 1 };

        Assert.Throws<ArgumentOutOfRangeException>(() => workload with { RequestsPerMonth = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => workload with { CachedShare = 1.1m });
        Assert.Throws<ArgumentOutOfRangeException>(() => workload with { GrowthPerMonth = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => workload.RequestsIn(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => PriceBook.BuiltIn.MonthlyCosts(null, "gpt-5", workload, Books.Noon, months: 0));
    }
}
