using LlmNotebooks.Pricing;

namespace LlmNotebooks.Tests.Pricing;

/// <summary>Which count is charged at which price.</summary>
public sealed class DecompositionTests
{
    private static readonly UnitPrice One = new(1), Two = new(2), Four = new(4), Eight = new(8);

    [Fact]
    public void A_part_with_a_price_is_taken_out_of_the_whole()
    {
        IReadOnlyList<CostLine> lines = Books.One(("input_mtok", Four), ("cache_read_mtok", One))
            .Itemize("p", "m", new Usage { ["input_tokens"] = 1000, ["cache_read_tokens"] = 250 }, Books.Noon);

        Assert.Equal([("input_tokens", 750m, 0.003m), ("cache_read_tokens", 250m, 0.00025m)], lines.Select(l => (l.Unit, l.Count, l.CostUsd)));
    }

    // The figures of genai-prices' own example of overlapping units: 1,000 input, 400 cached, 300 audio, 100 of them both.
    [Fact]
    public void Parts_that_overlap_are_charged_once()
    {
        IReadOnlyList<CostLine> lines = Books.One(("input_mtok", One), ("cache_read_mtok", Two), ("input_audio_mtok", Four), ("cache_audio_read_mtok", Eight)).Itemize(
            "p", "m", new Usage { ["input_tokens"] = 1000, ["cache_read_tokens"] = 400, ["input_audio_tokens"] = 300, ["cache_audio_read_tokens"] = 100 }, Books.Noon);

        Assert.Equal(
            [("cache_audio_read_tokens", 100m), ("cache_read_tokens", 300m), ("input_audio_tokens", 200m), ("input_tokens", 400m)],
            lines.Select(l => (l.Unit, l.Count)).Order());
    }

    [Fact]
    public void A_part_without_a_price_is_charged_as_the_whole() =>
        Assert.Equal(0.001m, Books.One(("input_mtok", One)).Cost(new Usage { ["input_tokens"] = 1000, ["cache_read_tokens"] = 800 }).TotalUsd);

    [Fact]
    public void A_whole_that_is_not_reported_is_the_sum_of_its_parts()
    {
        PriceBook book = Books.One(("input_mtok", Four), ("cache_read_mtok", One));

        Assert.Equal(0.0001m, book.Cost(new Usage { ["cache_read_tokens"] = 100 }).TotalUsd);
        Assert.Equal(0.0012m, book.Cost(new Usage { ["input_text_tokens"] = 200, ["input_image_tokens"] = 100 }).TotalUsd);
        // How many of the text tokens are cached ones, nobody says.
        UsageCost unclear = book.Cost(new Usage { ["input_text_tokens"] = 200, ["cache_read_tokens"] = 100 });
        Assert.Null(unclear.InputUsd);
        Assert.Equal(0, unclear.AtLeastUsd);
        Assert.Contains("overlap", Assert.Single(unclear.Unpriced), StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_that_contradict_each_other_have_no_price()
    {
        UsageCost cost = Books.One(("input_mtok", One), ("cache_read_mtok", Two), ("output_mtok", Four))
            .Cost(new Usage { ["input_tokens"] = 100, ["cache_read_tokens"] = 200, ["output_tokens"] = 1000 });

        Assert.Equal("input_tokens 100 is less than its parts, 200", Assert.Single(cost.Unpriced));
        Assert.Null(cost.InputUsd);
        Assert.Equal(0.004m, cost.OutputUsd);
        Assert.Equal(0.004m, cost.AtLeastUsd);
        Assert.Null(cost.TotalUsd);
    }

    [Fact]
    public void What_two_prices_claim_alike_has_none()
    {
        PriceBook book = Books.One(("input_mtok", One), ("cache_read_mtok", Two), ("input_audio_mtok", Four));

        UsageCost cost = book.Cost(new Usage { ["input_tokens"] = 1000, ["cache_read_tokens"] = 400, ["input_audio_tokens"] = 300, ["cache_audio_read_tokens"] = 100 });

        Assert.Null(cost.InputUsd);
        // Whatever the input costs, it is not the part that is clear: nothing of that side is known.
        Assert.Equal(0, cost.AtLeastUsd);
        Assert.Contains("cache_audio_read_tokens: it is both", Assert.Single(cost.Unpriced), StringComparison.Ordinal);
    }

    [Fact]
    public void A_unit_without_a_price_leaves_its_side_and_the_total_open()
    {
        UsageCost cost = Books.One(("input_mtok", One), ("output_mtok", Two)).Cost(new Usage { ["input_tokens"] = 1000, ["output_tokens"] = 500, ["web_searches"] = 3 });

        Assert.Equal((0.001m, 0.001m), (cost.InputUsd, cost.OutputUsd));
        Assert.Null(cost.OtherUsd);
        Assert.Null(cost.TotalUsd);
        Assert.Equal(0.002m, cost.AtLeastUsd);
        Assert.Equal("at least $0.002; web_searches: no price", cost.ToString());
    }

    [Fact]
    public void A_name_that_no_unit_has_leaves_everything_open()
    {
        UsageCost cost = Books.One(("input_mtok", One), ("output_mtok", Two)).Cost(new Usage { ["inputtokens"] = 1000, ["output_tokens"] = 500 });

        Assert.Equal((null, null, null), (cost.InputUsd, cost.OutputUsd, cost.TotalUsd));
        Assert.Equal(0.001m, cost.AtLeastUsd);
        Assert.Equal("inputtokens: there is no such unit", Assert.Single(cost.Unpriced));
    }

    [Fact]
    public void A_count_of_zero_needs_no_price() =>
        Assert.Equal(0.001m, Books.One(("input_mtok", One)).Cost(new Usage { ["input_tokens"] = 1000, ["output_tokens"] = 0, ["web_searches"] = 0 }).TotalUsd);

    [Fact]
    public void A_usage_is_one_request_unless_it_says_otherwise()
    {
        PriceBook book = Books.One(("input_mtok", One), ("requests_kcount", Four));

        Assert.Equal(0.004m, book.Cost(new Usage { ["input_tokens"] = 0 }).TotalUsd);
        Assert.Equal(0.012m, book.Cost(new Usage { ["requests"] = 3 }).TotalUsd);
        Assert.Equal(0, book.Cost(new Usage { ["requests"] = 0 }).TotalUsd);
    }

    [Fact]
    public void A_part_is_charged_as_the_closest_whole_that_has_a_price() => Assert.Equal(
        ((600 * 4) + (400 * 1)) / 1_000_000m,
        Books.One(("input_mtok", Four), ("cache_read_mtok", One)).Cost(new Usage { ["input_tokens"] = 1000, ["cache_read_tokens"] = 400, ["cache_audio_read_tokens"] = 100 }).TotalUsd);

    [Fact]
    public void What_contradicts_itself_on_one_side_leaves_the_other_as_it_is()
    {
        PriceBook book = Books.One(("input_mtok", One), ("output_mtok", Two), ("output_audio_mtok", Four), ("output_reasoning_mtok", Eight));

        UsageCost cost = book.Cost(new Usage { ["input_tokens"] = 1000, ["output_tokens"] = 100, ["output_audio_tokens"] = 200 });

        Assert.Equal((0.001m, null, 0.001m), (cost.InputUsd, cost.OutputUsd, cost.AtLeastUsd));
        Assert.Equal("output_tokens 100 is less than its parts, 200", Assert.Single(cost.Unpriced));
    }

    [Fact]
    public void Every_contradiction_and_every_missing_price_is_told()
    {
        PriceBook book = Books.One(("input_mtok", One), ("output_mtok", Two), ("cache_read_mtok", One), ("input_audio_mtok", One), ("output_audio_mtok", Four), ("cache_video_read_mtok", One));

        UsageCost cost = book.Cost(new Usage
        {
            ["input_tokens"] = 10, ["cache_read_tokens"] = 20, ["cache_video_read_tokens"] = 30, ["cache_audio_read_tokens"] = 5,
            ["output_tokens"] = 10, ["output_audio_tokens"] = 20,
            ["web_searches"] = 1, ["code_executions"] = 2, ["minutes"] = 1, ["hours"] = 1,
        });

        Assert.Equal(
            [
                "cache_audio_read_tokens: it is both cache_read_tokens and input_audio_tokens, and no price says which counts",
                "cache_read_tokens 20 is less than its parts, 30", "code_executions: no price", "hours: there is no such unit",
                "input_tokens 10 is less than its parts, 30", "minutes: there is no such unit",
                "output_tokens 10 is less than its parts, 20", "web_searches: no price",
            ],
            cost.Unpriced.Select(reason => reason.Replace("input_audio_tokens and cache_read_tokens", "cache_read_tokens and input_audio_tokens", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal((null, null, null, 0m), (cost.InputUsd, cost.OutputUsd, cost.OtherUsd, cost.AtLeastUsd));
    }

    [Fact]
    public void What_misses_two_prices_on_one_side_is_as_open_as_with_one()
    {
        UsageCost cost = Books.One(("input_mtok", One), ("output_mtok", Two), ("requests_kcount", Four))
            .Cost(new Usage { ["input_tokens"] = 1000, ["output_tokens"] = 500, ["web_searches"] = 3, ["code_executions"] = 1 });

        Assert.Equal((0.001m, 0.001m, null, null), (cost.InputUsd, cost.OutputUsd, cost.OtherUsd, cost.TotalUsd));
        // Two sides of a thousandth each, and a request.
        Assert.Equal(0.006m, cost.AtLeastUsd);
    }

    [Fact]
    public void Parts_that_overlap_in_several_ways_are_told_with_each_pair()
    {
        UsageCost cost = Books.One(("input_mtok", Four), ("cache_read_mtok", One))
            .Cost(new Usage { ["input_text_tokens"] = 200, ["input_tool_tokens"] = 50, ["cache_read_tokens"] = 100 });

        Assert.Null(cost.InputUsd);
        Assert.Equal(0, cost.AtLeastUsd);
        Assert.Equal(
            ["input_tokens is not reported, and input_text_tokens and cache_read_tokens overlap", "input_tokens is not reported, and input_tool_tokens and input_text_tokens overlap"],
            cost.Unpriced.Order(StringComparer.Ordinal));
    }

    // A price of its own kind on each side: seconds by the hour, images by the thousand, tokens by the million.
    [Fact]
    public void Each_side_adds_up_what_is_charged_by_the_million_and_by_the_thousand()
    {
        PriceBook book = Books.One(
            ("input_mtok", One), ("output_mtok", Two), ("input_images_kcount", Four), ("output_images_kcount", Eight), ("output_audio_hours", new UnitPrice(36)), ("web_searches_kcount", new UnitPrice(10)));

        UsageCost cost = book.Cost(new Usage
        {
            ["input_tokens"] = 1_000_000, ["output_tokens"] = 1_000_000, ["input_images"] = 500, ["output_images"] = 250, ["output_audio_seconds"] = 2.5m, ["web_searches"] = 100,
        });

        Assert.Equal((1 + 2m, 2 + 2 + 0.025m, 1m), (cost.InputUsd, cost.OutputUsd, cost.OtherUsd));
        Assert.Equal(3 + 4.025m + 1, cost.TotalUsd);
        Assert.Equal(cost.TotalUsd, cost.AtLeastUsd);
    }

    [Fact]
    public void A_line_says_for_what_it_was_charged_at_which_price()
    {
        IReadOnlyList<CostLine> lines = Books.One(("input_mtok", Four), ("output_audio_hours", new UnitPrice(36)))
            .Itemize("p", "m", new Usage { ["input_tokens"] = 750, ["output_audio_seconds"] = 1800 }, Books.Noon);

        Assert.Equal([("input_tokens", 750m, 4m, 1_000_000L, 0.003m), ("output_audio_seconds", 1800m, 36m, 3_600L, 18m)], lines.Select(l => (l.Unit, l.Count, l.PriceUsd, l.Per, l.CostUsd)));
    }

    [Fact]
    public void A_book_may_have_more_prices_than_calls_ever_report()
    {
        (string, UnitPrice)[] prices = [.. UnitRegistry.Default.Units.Where(unit => unit.Family == "tokens").Select(unit => (unit.PriceName, One))];

        Assert.True(prices.Length > 16);
        Assert.Equal(0.003m, Books.One(prices).Cost(new Usage { ["input_tokens"] = 1000, ["cache_read_tokens"] = 400, ["output_tokens"] = 2000 }).TotalUsd);
    }

    [Fact]
    public void Units_know_what_contains_them()
    {
        (BillingUnit input, BillingUnit cached, BillingUnit text, BillingUnit audio, BillingUnit output) =
            (Unit("input_tokens"), Unit("cache_text_read_tokens"), Unit("input_text_tokens"), Unit("input_audio_tokens"), Unit("output_tokens"));

        Assert.True(input.Contains(input) && input.Contains(cached) && text.Contains(cached));
        Assert.False(cached.Contains(text) || audio.Contains(cached) || input.Contains(output));
        Assert.True(text.IsDisjointFrom(audio) && input.IsDisjointFrom(output) && input.IsDisjointFrom(Unit("web_searches")));
        Assert.False(text.IsDisjointFrom(Unit("cache_read_tokens")));
    }

    private static BillingUnit Unit(string name) => UnitRegistry.Default.Find(name)!;
}
