using LlmNotebooks.Pricing;

namespace LlmNotebooks.Tests.Pricing;

public sealed class PeriodTests
{
    // DeepSeek's prices of 2025: standard from 00:30 to 16:30 UTC, half outside of it (api-docs.deepseek.com, pricing details).
    private static readonly PriceBook DeepSeek = Books.Of(Books.Model() with
    {
        Periods =
        [
            Books.Period(("input_mtok", new UnitPrice(0.27m)), ("output_mtok", new UnitPrice(1.1m))),
            Books.Period(("input_mtok", new UnitPrice(0.135m)), ("output_mtok", new UnitPrice(0.55m))) with
            {
                Daily = new DailyWindow(new TimeOnly(16, 30), new TimeOnly(0, 30)),
            },
        ],
    });

    [Theory]
    [InlineData("2025-03-01T16:29:59Z", 0.27)]
    [InlineData("2025-03-01T16:30:00Z", 0.135)]
    [InlineData("2025-03-01T23:59:59Z", 0.135)]
    [InlineData("2025-03-02T00:00:00Z", 0.135)]
    [InlineData("2025-03-02T00:29:59Z", 0.135)]
    [InlineData("2025-03-02T00:30:00Z", 0.27)]
    [InlineData("2025-03-02T12:00:00Z", 0.27)]
    // The same moments told elsewhere on earth.
    [InlineData("2025-03-02T00:30:00+08:00", 0.135)]
    [InlineData("2025-03-01T11:29:59-05:00", 0.27)]
    public void Off_peak_hours_run_over_midnight(string at, double price) =>
        Assert.Equal((decimal)price, DeepSeek.Cost(new Usage(1_000_000, 0), DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture)).InputUsd);

    [Fact]
    public void Of_prices_valid_at_once_the_last_counts_and_outside_of_all_there_is_none()
    {
        DateTimeOffset start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), rise = start.AddMonths(1), end = start.AddMonths(2);
        PriceBook book = Books.Of(Books.Model() with
        {
            Periods =
            [
                Books.Period(("input_mtok", new UnitPrice(1))) with { From = start, Until = end },
                Books.Period(("input_mtok", new UnitPrice(2))) with { From = rise, Until = end },
            ],
        });
        Usage million = new() { ["input_tokens"] = 1_000_000 };

        Assert.Equal(1, book.Cost(million, start).TotalUsd);
        Assert.Equal(1, book.Cost(million, rise.AddTicks(-1)).TotalUsd);
        Assert.Equal(2, book.Cost(million, rise).TotalUsd);
        UsageCost before = book.Cost(million, start.AddTicks(-1)), after = book.Cost(million, end);
        Assert.Null(before.TotalUsd);
        Assert.Contains("2026-02-28", Assert.Single(before.Unpriced), StringComparison.Ordinal);
        Assert.Null(after.TotalUsd);
    }

    [Fact]
    public void A_service_level_is_a_factor_on_tokens_or_has_prices_of_its_own_or_is_unpriced()
    {
        PriceBook book = Books.Of(Books.Model() with
        {
            Periods =
            [
                Books.Period(("input_mtok", Books.Tiered(2, (100, 4))), ("output_mtok", new UnitPrice(8)), ("web_searches_kcount", new UnitPrice(10))) with
                {
                    LevelPrices = new Dictionary<ServiceLevel, IReadOnlyDictionary<string, UnitPrice>>
                    {
                        [ServiceLevel.Priority] = new Dictionary<string, UnitPrice> { ["input_mtok"] = new(3), ["output_mtok"] = new(9) },
                    },
                },
            ],
            LevelFactors = new Dictionary<ServiceLevel, decimal> { [ServiceLevel.Batch] = 0.5m },
        });
        Usage usage = new() { ["input_tokens"] = 1000, ["output_tokens"] = 10, ["web_searches"] = 1 };

        Assert.Equal(0.004m + 0.00008m + 0.01m, book.Cost(usage).TotalUsd);
        Assert.Equal(0.002m + 0.00004m + 0.01m, book.Cost(usage, level: ServiceLevel.Batch).TotalUsd);
        UsageCost priority = book.Cost(usage, level: ServiceLevel.Priority);
        Assert.Equal((0.003m, 0.00009m, (decimal?)null), (priority.InputUsd, priority.OutputUsd, priority.TotalUsd));
        Assert.Equal("m has no flex price", Assert.Single(book.Cost(usage, level: ServiceLevel.Flex).Unpriced));
    }
}
