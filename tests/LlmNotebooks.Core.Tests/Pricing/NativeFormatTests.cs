using LlmNotebooks.Pricing;

namespace LlmNotebooks.Tests.Pricing;

public sealed class NativeFormatTests
{
    private const string Whole = """
        {"format": "llm-notebooks-prices/1", "currency": "USD", "providers": [
          {"id": "p", "name": "P", "source": "https://p.example", "as_of": "2026-01-01", "batch": 0.5, "models": [
            {"id": "m", "as_of": "2026-02-01", "context_window": 1000, "tokens_per_minute": 5000, "monthly_minimum_usd": 20, "notes": "n", "prices": [
              {"prices": {"input_mtok": {"base": 1, "tiers": [{"start": 10, "price": 2}], "rule": "slab", "by": "own"}, "output_mtok": 2}, "priority": {"input_mtok": 9, "output_mtok": 9}},
              {"from": "2026-03-01", "until": "2026-04-01T12:00:00Z", "daily": {"from": "22:00", "to": "06:00"}, "prices": {"input_mtok": 0, "output_mtok": 0}}]},
            {"id": "n", "batch": 0.4, "deprecated": true, "free": true}]}]}
        """;

    [Fact]
    public void Everything_that_can_be_said_is_read()
    {
        using TemporaryPriceFile file = new(Whole);
        PriceBook book = PriceBook.Load(file.Path);

        ModelPrices model = book.Find("p", "m").Model!;
        Assert.Equal((new DateOnly(2026, 2, 1), "https://p.example", 1000L, 5000L, 20m, "n"), (model.AsOf!.Value, model.Source, model.ContextWindow!.Value, model.TokensPerMinute!.Value, model.MonthlyMinimumUsd, model.Notes));
        Assert.Equal(14m / 1_000_000, book.Cost("p", "m", new Usage(12, 0), Books.Noon).InputUsd);
        Assert.Equal(7m / 1_000_000, book.Cost("p", "m", new Usage(12, 0), Books.Noon, ServiceLevel.Batch).InputUsd);
        Assert.Equal(108m / 1_000_000, book.Cost("p", "m", new Usage(12, 0), Books.Noon, ServiceLevel.Priority).InputUsd);
        Assert.Equal(0, book.Cost("p", "m", new Usage(12, 0), new DateTimeOffset(2026, 3, 31, 23, 0, 0, TimeSpan.Zero)).TotalUsd);
        Assert.True(book.Find("p", "n").Model is { IsFree: true, IsDeprecated: true });
        Assert.Equal(0, book.Cost("p", "n", new Usage(12, 9), Books.Noon).TotalUsd);
    }

    [Theory]
    [InlineData("\"format\": \"llm-notebooks-prices/1\"", "\"format\": \"llm-notebooks-prices/2\"", "known is llm-notebooks-prices/1")]
    [InlineData("USD", "EUR", "currency: Prices are in USD")]
    [InlineData("\"notes\"", "\"note\"", "provider 'p', model 'm': 'note' is not known here")]
    [InlineData("\"output_mtok\": 2}", "\"output_mtk\": 2}", "provider 'p', model 'm', prices 1.prices.output_mtk: There is no unit with this price; near: output_mtok")]
    [InlineData("\"by\": \"own\"", "\"by\": \"input\"", "Slabs are cut by the price's own count")]
    [InlineData("\"start\": 10", "\"start\": 0", "The starts of tiers rise")]
    [InlineData("\"22:00\"", "\"25:00\"", "daily.from: A time of day")]
    [InlineData("\"2026-02-01\"", "\"1.2.2026\"", "as_of: A date like")]
    [InlineData("\"free\": true", "\"free\": false", "model 'n': 'prices' is missing")]
    [InlineData("\"free\": true", "\"free\": true, \"prices\": {\"input_mtok\": 1}", "A free model has no prices")]
    [InlineData("{\"input_mtok\": 0, \"output_mtok\": 0}", "{}", "say \"free\": true")]
    [InlineData("\"batch\": 0.4", "\"batch\": -0.4", "model 'n'.batch: A number of at least 0")]
    [InlineData("\"until\": \"2026-04-01T12:00:00Z\"", "\"until\": \"2026-03-01\"", "until must be after from")]
    [InlineData("\"id\": \"n\"", "\"id\": \"m\"", "provider 'p': Two models are called 'm'")]
    [InlineData("\"from\": \"2026-03-01\"", "\"from\": \"01/03/2026\"", "from: A date like")]
    [InlineData("\"id\": \"n\", ", "\"id\": \"n\", \"id\": \"o\", ", "model 'o': 'id' is there twice")]
    public void What_is_wrong_is_said_with_its_place(string part, string instead, string problem)
    {
        Assert.Contains(part, Whole, StringComparison.Ordinal);
        using TemporaryPriceFile file = new(Whole.Replace(part, instead, StringComparison.Ordinal));

        PriceFormatException e = Assert.Throws<PriceFormatException>(() => PriceBook.Load(file.Path));
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
        Assert.StartsWith(file.Path, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Saving_what_was_read_changes_nothing_that_counts()
    {
        using TemporaryPriceFile file = new(Whole);
        PriceBook.Load(file.Path).Save(file.Path);
        string once = File.ReadAllText(file.Path);
        PriceBook book = PriceBook.Load(file.Path);
        book.Save(file.Path);

        Assert.Equal(once, File.ReadAllText(file.Path));
        Assert.Equal(108m / 1_000_000, book.Cost("p", "m", new Usage(12, 0), Books.Noon, ServiceLevel.Priority).InputUsd);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(file.Path)!));
    }
}
