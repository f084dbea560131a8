using LlmNotebooks.Pricing;

namespace LlmNotebooks.Tests.Pricing;

public sealed class BuiltInBookTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string> Entries() => [.. PriceBook.BuiltIn.Providers.SelectMany(p => p.Models.Select(m => (p.Id, m.Id)))];

    [Theory]
    [MemberData(nameof(Entries))]
    public void Every_entry_has_a_source_and_a_date_and_is_found_by_its_own_name(string provider, string model)
    {
        PriceLookup found = PriceBook.BuiltIn.Find(provider, model);

        Assert.Equal(model, found.Model?.Id);
        Assert.True(found.Model!.AsOf > new DateOnly(2026, 1, 1));
        Assert.True(found.Model.Source.StartsWith("https://", StringComparison.Ordinal) || found.Model.Source.StartsWith("LLM Hell", StringComparison.Ordinal), found.Model.Source);
        Assert.NotNull(found.Model.IsFree ? found.Model : (object?)found.Model.PeriodAt(Now));
    }

    [Fact]
    public void The_shipped_file_is_what_is_built_in() =>
        Assert.Equal(
            PriceBook.Load(Repository.PathOf("data", "prices", "prices.json")).Providers.Select(p => (p.Id, p.Models.Count)),
            PriceBook.BuiltIn.Providers.Select(p => (p.Id, p.Models.Count)));

    // "LLM Hell", 2026-02-01: dollars for 1,000 tokens, gpt-4 0.03 and 0.06, gpt-3.5-turbo 0.001 and 0.002, claude-3 0.025 and 0.075.
    [Theory]
    [InlineData("gpt-4", 0.03, 0.06, 10_000)]
    [InlineData("gpt-3.5-turbo", 0.001, 0.002, 90_000)]
    [InlineData("claude-3", 0.025, 0.075, 8_000)]
    public void The_articles_models_have_the_articles_prices(string model, double input, double output, long tokensPerMinute)
    {
        UsageCost cost = PriceBook.BuiltIn.Cost("llm-hell-article", model, new Usage(1000, 1000), Now);

        Assert.Equal(((decimal)input, (decimal)output), (cost.InputUsd, cost.OutputUsd));
        Assert.Equal(tokensPerMinute, cost.Model!.TokensPerMinute);
    }

    [Fact]
    public void A_price_is_old_after_ninety_days_and_says_so()
    {
        ModelPrices model = Books.Model() with { AsOf = new DateOnly(2026, 8, 27) };

        Assert.Equal("price of 2026-08-27", model.AgeText(Now));
        Assert.False(model.IsOld(Now));
        Assert.Equal("price of 2026-08-27, 91 days old", model.AgeText(Now.AddDays(1)));
        Assert.True(model.IsOld(Now.AddDays(1)));
        Assert.True((model with { AsOf = null }).IsOld(Now));
        Assert.Equal("price of unknown date", (model with { AsOf = null }).AgeText(Now));
    }
}
