using System.Globalization;
using System.Text;
using System.Text.Json;
using LlmNotebooks.Pricing;

namespace LlmNotebooks.Tests.Pricing;

public sealed class GenAiPricesTests
{
    private const string Folder = "golden/prices/";

    // pydantic/genai-prices at 47df840a: 1,030 usages of its tests/dataset with the prices that it expects at this moment.
    private static readonly DateTimeOffset At = new(2025, 11, 6, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_expected_price_of_the_public_suite_comes_out(bool throughOwnFormat)
    {
        PriceBook book = PriceImport.GenAiPrices(File.ReadAllBytes(SharedData.Require(Folder + "data.json")), "data.json", units: UnitRegistry.Load(SharedData.Require(Folder + "units.yml"))).Book;
        if (throughOwnFormat) { book = Saved(book); }
        int seen = 0;

        foreach (string line in File.ReadLines(SharedData.Require(Folder + "usages-visible.jsonl")))
        {
            UsageRecord record = UsageRecord.Parse(line);
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement expected = document.RootElement.GetProperty("expected");
            UsageCost cost = book.Cost(record.Provider, record.Model!, record.Usage!, At);
            Assert.True(Near(expected, "input_price", cost.InputUsd) && Near(expected, "output_price", cost.OutputUsd), $"{line} gave {cost.InputUsd} and {cost.OutputUsd}; {cost}");
            seen++;
        }

        Assert.Equal(1030, seen);
    }

    [Fact]
    public void The_built_in_units_are_those_of_the_units_file_and_some_beside()
    {
        UnitRegistry file = UnitRegistry.Load(SharedData.Require(Folder + "units.yml"));

        Assert.Equal(59, file.Units.Count);
        foreach (BillingUnit theirs in file.Units)
        {
            BillingUnit? ours = UnitRegistry.Default.Find(theirs.Name);
            Assert.NotNull(ours);
            Assert.Equal((theirs.PriceName, theirs.Per, theirs.Family), (ours.PriceName, ours.Per, ours.Family));
            Assert.Equal(theirs.Dimensions.OrderBy(d => d.Key), ours.Dimensions.OrderBy(d => d.Key));
        }
    }

    // The provider and the rules in small: a fallback, a date, hours, a tier, no price at all.
    private const string Small = """
        [
          {"id": "maker", "name": "Maker", "pricing_urls": ["https://maker.example/prices"], "api_pattern": "x", "provider_match": {"contains": "make"}, "model_match": {"starts_with": "big-"},
           "models": [
             {"id": "big-1", "match": {"or": [{"equals": "big-1"}, {"regex": "^big-1-\\d{4}$"}]}, "prices": [
               {"prices": {"input_mtok": {"base": 2, "tiers": [{"start": 1000, "price": 4}]}, "output_mtok": 6}},
               {"constraint": {"start_date": "2025-11-07"}, "prices": {"input_mtok": 1, "output_mtok": 3}}]},
             {"id": "gift", "match": {"and": [{"starts_with": "gift"}, {"ends_with": ":free"}]}, "prices": {}},
             {"id": "day", "match": {"equals": "Day"}, "prices": [
               {"constraint": {"start_time": "20:00:00Z", "end_time": "04:00:00Z"}, "prices": {"input_mtok": 1}},
               {"constraint": {"start_time": "04:00:00Z", "end_time": "08:00:00Z"}, "prices": {"input_mtok": 7}}]}]},
          {"id": "seller", "name": "Seller", "api_pattern": "x", "fallback_model_providers": ["maker"], "models": [
             {"id": "big-2", "match": {"contains": "big-2"}, "prices": {"input_mtok": 5, "warp_mtok": 1}}]}
        ]
        """;

    private static readonly PriceImport Import = PriceImport.GenAiPrices(Encoding.UTF8.GetBytes(Small), "small.json", new DateOnly(2025, 11, 1));

    [Theory]
    [InlineData("maker", "big-1", "2025-11-06T23:59:59Z", 1000, "0.002")]
    [InlineData("MAKER ", "Big-1-2025", "2025-11-06T00:00:00Z", 1001, "0.004004")]
    [InlineData("remake", "big-1", "2025-11-07T00:00:00Z", 1001, "0.001001")]
    [InlineData("seller", "big-1", "2025-11-07T00:00:00Z", 1000, "0.001")]
    [InlineData("seller", "my-big-2-x", "2025-11-07T00:00:00Z", 1000, "0.005")]
    [InlineData(null, "big-1", "2025-11-07T00:00:00Z", 1000, "0.001")]
    [InlineData(null, "seller/big-2", "2025-11-07T00:00:00Z", 1000, "0.005")]
    [InlineData("litellm", "seller/big-2", "2025-11-07T00:00:00Z", 1000, "0.005")]
    [InlineData("maker", "gift-9:free", "2025-11-07T00:00:00Z", 1000, "0")]
    [InlineData("maker", "day", "2025-11-07T23:00:00Z", 1000, "0.001")]
    [InlineData("maker", "day", "2025-11-07T05:00:00Z", 1000, "0.007")]
    // Outside of all hours the first counts.
    [InlineData("maker", "day", "2025-11-07T12:00:00Z", 1000, "0.001")]
    public void Its_rules_are_followed(string? provider, string model, string at, long input, string usd) =>
        Assert.Equal(usd, Usd.Exact(Import.Book.Cost(provider, model, new Usage { ["input_tokens"] = input }, DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)).TotalUsd!.Value));

    [Theory]
    [InlineData("maker", "big-3", "no price of model 'big-3' at maker; near: big-1")]
    [InlineData("makler", "big-1", "no provider 'makler' in the price book; near: maker")]
    [InlineData(null, "small-1", "no provider is known for model 'small-1'; name one")]
    public void What_is_not_in_it_is_unpriced_with_the_reason(string? provider, string model, string reason)
    {
        UsageCost cost = Import.Book.Cost(provider, model, new Usage(1, 1), At);

        Assert.Equal(reason, Assert.Single(cost.Unpriced));
        Assert.Null(cost.TotalUsd);
        Assert.Equal(0, cost.AtLeastUsd);
    }

    [Fact]
    public void A_price_of_no_unit_is_left_out_with_a_warning_and_dates_and_sources_stay()
    {
        Assert.Contains("warp_mtok", Assert.Single(Import.Warnings), StringComparison.Ordinal);
        ModelPrices model = Import.Book.Find("maker", "big-1").Model!;
        Assert.Equal(("https://maker.example/prices", new DateOnly(2025, 11, 1)), (model.Source, model.AsOf!.Value));
    }

    [Fact]
    public void The_own_format_keeps_everything()
    {
        PriceBook saved = Saved(Import.Book);

        Assert.Equal(Encoding.UTF8.GetString(Bytes(Import.Book)), Encoding.UTF8.GetString(Bytes(saved)));
        Assert.True(saved.Find("maker", "gift-9:free").Model!.IsFree);
        Assert.Equal(0.004004m, saved.Cost("maker", "big-1", new Usage { ["input_tokens"] = 1001 }, At).TotalUsd);
    }

    [Theory]
    [InlineData("""{"id": "x"}""", "a list of providers")]
    [InlineData("[", "Not JSON")]
    [InlineData("""[{"id": "x", "models": [{"id": "y", "match": {"like": "y"}, "prices": {}}]}]""", "provider 'x', model 'y'.match: There is no rule 'like'")]
    [InlineData("""[{"id": "x", "models": [{"id": "y", "match": {"regex": "("}, "prices": {}}]}]""", "Not a regular expression")]
    [InlineData("""[{"id": "x", "models": [{"id": "y", "match": {"equals": "y"}, "prices": {"input_mtok": -1}}]}]""", "provider 'x', model 'y'.prices.input_mtok: A number of at least 0")]
    [InlineData("""[{"id": "x", "fallback_model_providers": ["z"], "models": []}]""", "falls back to 'z'")]
    public void What_is_wrong_with_the_file_is_said_with_its_place(string json, string problem) =>
        Assert.Contains(problem, Assert.Throws<PriceFormatException>(() => PriceImport.GenAiPrices(Encoding.UTF8.GetBytes(json), "bad.json")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("a: [", "Not YAML")]
    [InlineData("a: {per: 0, dimensions: {family: t}}", "per is a whole number of at least 1")]
    [InlineData("a: {per: 1}", "unit 'a'")]
    [InlineData("a: {per: 1, price_key: p, dimensions: {family: t}}\nb: {per: 1, price_key: p, dimensions: {family: t}}", "Two units are called 'p'")]
    public void What_is_wrong_with_a_units_file_is_said(string yaml, string problem)
    {
        using TemporaryPriceFile file = new(yaml);

        Assert.Contains(problem, Assert.Throws<PriceFormatException>(() => UnitRegistry.Load(file.Path)).Message, StringComparison.Ordinal);
    }

    private static bool Near(JsonElement expected, string name, decimal? cost) =>
        cost is { } usd && Math.Abs(decimal.Parse(expected.GetProperty(name).GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture) - usd) <= 1e-9m;

    private static PriceBook Saved(PriceBook book)
    {
        using TemporaryPriceFile file = new(Bytes(book));
        return PriceBook.Load(file.Path);
    }

    private static byte[] Bytes(PriceBook book)
    {
        using TemporaryPriceFile file = new("");
        book.Save(file.Path);
        return File.ReadAllBytes(file.Path);
    }
}
