using LlmNotebooks.Pricing;
using LlmNotebooks.Pricing.Matching;

namespace LlmNotebooks.Tests.Pricing;

public sealed class UsageTests
{
    [Theory]
    [InlineData(-1)]
    [InlineData(0.5)]
    [InlineData(1e16)]
    public void A_count_that_is_none_is_refused_by_name(double count)
    {
        ArgumentOutOfRangeException e = Assert.Throws<ArgumentOutOfRangeException>(() => new Usage { ["input_tokens"] = (decimal)count });

        Assert.Equal("input_tokens", e.ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Usage(-1, 0));
    }

    [Fact]
    public void Times_may_be_fractions() => Assert.Equal(12.5m, new Usage { ["input_audio_seconds"] = 12.5m }["input_audio_seconds"]);

    [Theory]
    [InlineData("""{"id": 7, "model": "m", "usage": {"input_tokens": -1}}""", "usage.input_tokens", "7")]
    [InlineData("""{"id": "a", "model": "m", "usage": {"input_tokens": 1.5}}""", "usage.input_tokens", "\"a\"")]
    [InlineData("""{"id": "a", "model": "m", "usage": {"input_tokens": "12"}}""", "usage.input_tokens", "\"a\"")]
    [InlineData("""{"id": "a", "usage": {"input_tokens": 1}}""", "'model' is missing", "\"a\"")]
    [InlineData("""{"id": "a", "model": "m"}""", "'usage' is missing", "\"a\"")]
    [InlineData("""{"id": "a", "model": "m", "usage": {}, "at": "yesterday"}""", "at: ", "\"a\"")]
    [InlineData("""{"id": "a", "model": "m", "usage": {}, "level": "soon"}""", "level: A level is standard, batch, flex or priority.", "\"a\"")]
    [InlineData("""{"id": "a", "model": "m", "usage": {}, "level": "9"}""", "level: A level is standard, batch, flex or priority.", "\"a\"")]
    [InlineData("""{"id": "a", "model": "m", "usage": {"input_tokens": 1e16}}""", "usage.input_tokens: A count is at most 10^15. This is 1e16.", "\"a\"")]
    [InlineData("""{"id": "a", "model": "m", "usage": {"input_tokens": -1}}""", "usage.input_tokens: A count is at least 0. This is -1.", "\"a\"")]
    [InlineData("""{"id": "a", "model": "m", "usage": {"input_tokens": 1.5}}""", "usage.input_tokens: A count is a whole number. This is 1.5.", "\"a\"")]
    [InlineData("""{"id": "a", "model": "m", "model": "n", "usage": {}}""", "not JSON", null)]
    [InlineData("""{"id": "a", """, "not JSON", null)]
    public void What_is_wrong_with_a_line_is_said_and_the_line_keeps_its_id(string line, string problem, string? id)
    {
        UsageRecord record = UsageRecord.Parse(line);

        Assert.Contains(problem, record.Problem, StringComparison.Ordinal);
        Assert.Equal(id, record.IdJson);
        Assert.Null(record.Usage);
    }

    [Fact]
    public void A_broken_line_still_says_whose_it_is()
    {
        UsageRecord record = UsageRecord.Parse("""{"id": "a", "provider": "p", "model": "m", "usage": {"input_tokens": -1}}""");

        Assert.Equal(("p", "m"), (record.Provider, record.Model));
        Assert.Null(UsageRecord.Parse("""{"id": "a", "provider": 1, "model": 2, "usage": {}}""").Model);
    }

    [Fact]
    public void A_usage_says_whether_it_has_a_count_be_it_0()
    {
        Usage usage = new() { ["input_tokens"] = 0, ["output_tokens"] = Usage.Largest };

        Assert.True(usage.Has("input_tokens") && usage.Has("output_tokens"));
        Assert.False(usage.Has("web_searches"));
        Assert.Equal((0m, Usage.Largest, 0m), (usage["input_tokens"], usage["output_tokens"], usage["web_searches"]));
    }

    [Fact]
    public void A_line_may_say_when_and_how_urgently()
    {
        UsageRecord record = UsageRecord.Parse("""{"id": "a", "provider": "p", "model": "m", "usage": {"input_tokens": 3.0}, "at": "2026-01-02T03:04:05+01:00", "level": "batch", "more": 1}""");

        Assert.Null(record.Problem);
        Assert.Equal(("p", "m"), (record.Provider, record.Model));
        Assert.Equal((3m, ServiceLevel.Batch, new DateTimeOffset(2026, 1, 2, 2, 4, 5, TimeSpan.Zero)), (record.Usage!["input_tokens"], record.Level, record.At!.Value.ToUniversalTime()));
    }

    [Fact]
    public void A_cost_beyond_all_numbers_and_a_rule_without_end_are_unpriced_and_stop_nothing()
    {
        PriceBook dear = Books.One(("input_mtok", new UnitPrice(decimal.MaxValue)), ("output_mtok", new UnitPrice(1)));
        Assert.Contains("too large", Assert.Single(dear.Cost(new Usage(1000, 1)).Unpriced), StringComparison.Ordinal);

        PriceBook broken = Books.Of(Books.Model(("input_mtok", new UnitPrice(1))) with { Match = new MatchRule.Pattern("(") });
        Assert.Contains("a rule of the book is no regular expression: Invalid pattern '('", Assert.Single(broken.Cost(new Usage(1, 1)).Unpriced), StringComparison.Ordinal);

        PriceBook endless = Books.Of(Books.Model(("input_mtok", new UnitPrice(1))) with { Match = new MatchRule.Pattern("^(a+)+$") });
        UsageCost cost = endless.Cost("p", new string('a', 60) + "!", new Usage(1, 1), Books.Noon);
        Assert.Contains("takes too long", Assert.Single(cost.Unpriced), StringComparison.Ordinal);
    }

    [Fact]
    public void Sums_carry_what_has_no_price()
    {
        PriceBook book = Books.One(("input_mtok", new UnitPrice(1_000_000)));
        UsageCost known = book.Cost(new Usage { ["input_tokens"] = 4 }), half = book.Cost(new Usage { ["input_tokens"] = 1, ["web_searches"] = 1 });

        CostSum sum = CostSum.Of([known, half, UsageCost.Unknown("why"), known, UsageCost.Unknown("why")]);

        Assert.Equal("at least $9.00, 3 of 5 calls unpriced", sum.ToString());
        Assert.Null(sum.TotalUsd);
        Assert.Equal([new("why", 2), new("web_searches: no price", 1)], sum.Reasons);
        CostSum whole = CostSum.Of([known, known]);
        Assert.Equal(("$8.00", 8m), (whole.ToString(), whole.TotalUsd));
        Assert.Equal(["a", "b", "c"], CostSum.Of([UsageCost.Unknown("c"), UsageCost.Unknown("a"), UsageCost.Unknown("b")]).Reasons.Select(reason => reason.Key));
    }

    [Fact]
    public void A_cost_says_what_it_is_and_why_it_is_not_all()
    {
        PriceBook book = Books.One(("input_mtok", new UnitPrice(1_000_000)), ("output_mtok", new UnitPrice(1_000_000)));

        Assert.Equal("$5.00", book.Cost(new Usage(4, 1)).ToString());
        Assert.Equal("at least $4.00; web_searches: no price; code_executions: no price", book.Cost(new Usage { ["input_tokens"] = 4, ["web_searches"] = 1, ["code_executions"] = 1 }).ToString());
        Assert.Equal("at least $0.00; web_searches: no price", book.Cost(new Usage { ["input_tokens"] = 0, ["web_searches"] = 1 }).ToString());
        Assert.Equal("unpriced; why", UsageCost.Unknown("why").ToString());
    }

    [Theory]
    [InlineData("0", "$0.00")]
    [InlineData("1234.567", "$1,234.57")]
    [InlineData("-2", "−$2.00")]
    [InlineData("0.0123456", "$0.0123")]
    [InlineData("0.00000123456", "$0.00000123")]
    public void Dollars_read_well(string amount, string text) =>
        Assert.Equal(text, Usd.Text(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)));
}
