using LlmNotebooks.Pricing;

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
