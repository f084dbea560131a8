using LlmNotebooks.Pricing;

namespace LlmNotebooks.Tests.Pricing;

public sealed class TierTests
{
    // Claude Sonnet 4.5 as Anthropic published it: prompts of up to 200K tokens 3 and 15 USD a million, longer ones 6 and 22.50 (platform.claude.com, pricing).
    private static readonly PriceBook Sonnet = Books.One(
        ("input_mtok", Books.Tiered(3, (200_000, 6))),
        ("output_mtok", Books.Tiered(15, (200_000, 22.5m))));

    [Theory]
    [InlineData(200_000, "0.6", "0.015")]
    [InlineData(200_001, "1.200006", "0.0225")]
    [InlineData(1, "0.000003", "0.015")]
    [InlineData(0, "0", "0.015")]
    public void The_tier_begins_above_its_start_and_the_prompt_decides_for_the_answer(long input, string inputUsd, string outputUsd)
    {
        UsageCost cost = Sonnet.Cost(new Usage(input, 1000));

        Assert.Equal(inputUsd, Usd.Exact(cost.InputUsd!.Value));
        Assert.Equal(outputUsd, Usd.Exact(cost.OutputUsd!.Value));
        Assert.Equal(cost.InputUsd + cost.OutputUsd, cost.TotalUsd);
    }

    [Fact]
    public void Cached_tokens_count_for_the_size_that_decides()
    {
        PriceBook book = Books.One(
            ("input_mtok", Books.Tiered(3, (200_000, 6))),
            ("cache_read_mtok", Books.Tiered(0.3m, (200_000, 0.6m))));

        UsageCost cost = book.Cost(new Usage { ["input_tokens"] = 200_001, ["cache_read_tokens"] = 200_000 });

        Assert.Equal(0.12m + 0.000006m, cost.InputUsd);
    }

    [Fact]
    public void Without_a_price_for_the_prompt_its_size_decides_all_the_same()
    {
        UsageCost cost = Books.One(("cache_read_mtok", Books.Tiered(1, (200_000, 2))))
            .Cost(new Usage { ["input_tokens"] = 200_001, ["cache_read_tokens"] = 100_000 });

        Assert.Equal(0.2m, cost.AtLeastUsd);
        Assert.Equal("input_tokens: no price", Assert.Single(cost.Unpriced));
    }

    // A prompt that is not reported is as long as its parts; what is no token, and what was answered, is none of it.
    [Theory]
    [InlineData(200_000, 200_000)]
    [InlineData(200_001, 400_002)]
    public void Where_the_prompt_is_not_reported_its_parts_decide(long cached, decimal millionths)
    {
        PriceBook book = Books.One(
            ("input_mtok", new UnitPrice(1)), ("cache_read_mtok", Books.Tiered(1, (200_000, 2))), ("output_mtok", new UnitPrice(0)), ("input_images_kcount", new UnitPrice(0)));

        Assert.Equal(millionths / 1_000_000, book.Cost(new Usage { ["cache_read_tokens"] = cached, ["output_tokens"] = 500_000, ["input_images"] = 500_000 }).InputUsd);
    }

    [Fact]
    public void A_price_may_go_by_its_own_count()
    {
        PriceBook book = Books.One(
            ("input_mtok", new UnitPrice(1)),
            ("output_mtok", new UnitPrice(2, [new PriceTier(100, 4)], TierRule.All, TierSelector.OwnSize)));

        Assert.Equal(200m / 1_000_000, book.Cost(new Usage(5000, 100)).OutputUsd);
        Assert.Equal(404m / 1_000_000, book.Cost(new Usage(0, 101)).OutputUsd);
    }

    [Fact]
    public void Of_slabs_only_what_lies_above_takes_the_higher_price()
    {
        PriceBook book = Books.One(("input_mtok", Books.Slabs(10, (1000, 5), (3000, 1))), ("output_mtok", new UnitPrice(0)));

        Assert.Equal(10_000m / 1_000_000, book.Cost(new Usage(1000, 0)).InputUsd);
        Assert.Equal(10_005m / 1_000_000, book.Cost(new Usage(1001, 0)).InputUsd);
        Assert.Equal((10_000m + 10_000 + 7) / 1_000_000, book.Cost(new Usage(3007, 0)).InputUsd);
    }

    [Fact]
    public void An_explicit_zero_is_zero_and_priced()
    {
        UsageCost cost = Books.One(("input_mtok", new UnitPrice(0)), ("output_mtok", new UnitPrice(0))).Cost(new Usage(1000, 1000));

        Assert.Equal(0, cost.TotalUsd);
        Assert.True(cost.IsPriced);
    }

    [Fact]
    public void Tiers_that_do_not_rise_and_negative_prices_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new UnitPrice(-0.01m));
        Assert.Throws<ArgumentOutOfRangeException>(() => Books.Tiered(1, (200, 2), (200, 3)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Books.Tiered(1, (0, 2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Books.Tiered(1, (10, -2)));
        Assert.Throws<ArgumentException>(() => new UnitPrice(1, [new PriceTier(10, 2)], TierRule.Slab, TierSelector.InputSize));
    }
}
