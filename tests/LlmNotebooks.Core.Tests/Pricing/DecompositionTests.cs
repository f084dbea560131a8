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
