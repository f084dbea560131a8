using LlmNotebooks.Pricing;
using LlmNotebooks.Pricing.Matching;

namespace LlmNotebooks.Tests.Pricing;

/// <summary>Small price books for tests.</summary>
internal static class Books
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A book with one model, m of p.</summary>
    public static PriceBook One(params (string Name, UnitPrice Price)[] prices) => Of(Model(prices));

    public static PriceBook Of(ModelPrices model) => new([new ProviderPrices { Id = "p", Name = "P", Models = [model] }]);

    public static ModelPrices Model(params (string Name, UnitPrice Price)[] prices) => new()
    {
        Id = "m",
        Match = new MatchRule.EqualTo("m"),
        Source = "https://example.org/prices",
        AsOf = new DateOnly(2026, 1, 1),
        Periods = [Period(prices)],
    };

    public static PricePeriod Period(params (string Name, UnitPrice Price)[] prices) => new() { Prices = prices.ToDictionary(p => p.Name, p => p.Price) };

    public static UnitPrice Tiered(decimal below, params (decimal Start, decimal Price)[] tiers) => new(below, tiers.Select(t => new PriceTier(t.Start, t.Price)));

    public static UnitPrice Slabs(decimal below, params (decimal Start, decimal Price)[] tiers) =>
        new(below, tiers.Select(t => new PriceTier(t.Start, t.Price)), TierRule.Slab, TierSelector.OwnSize);

    public static UsageCost Cost(this PriceBook book, Usage usage, DateTimeOffset? at = null, ServiceLevel level = ServiceLevel.Standard) =>
        book.Cost("p", "m", usage, at ?? Noon, level);
}
