using LlmNotebooks.Pricing;
using LlmNotebooks.Pricing.Matching;

namespace LlmNotebooks.Tests.Pricing;

public sealed class PriceBookTests
{
    private static readonly ProviderPrices One = new() { Id = "one", Name = "One", Models = [] };

    private static readonly Usage Empty = new();

    private static readonly Workload Work = new() { RequestsPerMonth = 1, InputTokensPerRequest = 1, OutputTokensPerRequest = 1 };

    public static TheoryData<Action> CallersMistakes => new(
        () => _ = new PriceBook(null!),
        () => PriceBook.Load(" "),
        () => Books.One().Save(" "),
        () => Books.One().Cost("p", " ", Empty, Books.Noon),
        () => Books.One().Cost("p", "m", null!, Books.Noon),
        () => Books.One().Itemize("p", "m", null!, Books.Noon),
        () => Books.One().MonthlyCosts("p", "m", null!, Books.Noon),
        () => Books.One().MonthlyCosts("p", " ", Work, Books.Noon),
        () => CostSum.Of(null!),
        () => UsageCost.Unknown(" "),
        () => UsageRecord.Parse(null!),
        () => _ = new Usage { [" "] = 1 });

    [Theory]
    [MemberData(nameof(CallersMistakes), DisableDiscoveryEnumeration = true)]
    public void A_callers_mistake_is_refused_at_once(Action call)
    {
        // By the argument, and not by whatever stumbles over it later.
        ArgumentException e = Assert.ThrowsAny<ArgumentException>(call);
        Assert.NotNull(e.ParamName);
    }

    [Fact]
    public void Two_providers_of_one_name_and_one_that_falls_back_to_nobody_are_refused()
    {
        Assert.Contains("Two providers are called 'ONE'.", Assert.Throws<ArgumentException>(() => new PriceBook([One, One with { Id = "ONE" }])).Message, StringComparison.Ordinal);
        Assert.Contains("'one' falls back to 'two'", Assert.Throws<ArgumentException>(() => new PriceBook([One with { FallsBackTo = ["two"] }])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_book_may_have_units_of_its_own()
    {
        BillingUnit pages = new("fax_pages", "fax_kpages", 1_000, "fax", []);
        PriceBook book = new(Books.One(("fax_kpages", new UnitPrice(20))).Providers, new UnitRegistry([pages]));

        Assert.Equal(0.06m, book.Cost(new Usage { ["fax_pages"] = 3 }).TotalUsd);
        Assert.Same(UnitRegistry.Default, Books.One().Units);
    }

    [Fact]
    public void What_cannot_be_saved_leaves_the_file_and_nothing_beside_it()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("llmnb-prices-");
        try
        {
            // A folder stands where the file is to be.
            string taken = Directory.CreateDirectory(Path.Combine(folder.FullName, "prices.json")).FullName;

            Assert.ThrowsAny<SystemException>(() => Books.One(("input_mtok", new UnitPrice(1))).Save(taken));

            Assert.Equal([taken], Directory.EnumerateFileSystemEntries(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(null, "prices.json: Wrong.")]
    [InlineData("openai.models", "prices.json, openai.models: Wrong.")]
    public void An_error_of_a_file_says_where(string? place, string message) =>
        Assert.Equal(message, new PriceFormatException("Wrong.", "prices.json", place).Message);

    // Names as programs and services write them, at the built-in book.
    [Theory]
    [InlineData(null, "models/gemini-2.5-flash", "google")]
    [InlineData(null, "publishers/google/models/gemini-2.5-flash", "google")]
    [InlineData("google", "models/gemini-2.5-flash", "google")]
    [InlineData(null, "anthropic.claude-sonnet-4-5-20250929-v1:0", "aws")]
    [InlineData(null, "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "aws")]
    [InlineData(null, "claude-sonnet-4-5", "anthropic")]
    [InlineData(null, "deepseek-chat", "deepseek")]
    public void A_model_is_found_by_the_names_that_it_goes_by(string? provider, string model, string seller)
    {
        PriceLookup found = PriceBook.BuiltIn.Find(provider, model);

        Assert.Equal((null, seller), (found.Reason, found.Provider?.Id));
    }

    // What runs on one's own machine, and what a broker gives away, is not what the maker sells.
    [Theory]
    [InlineData(null, "deepseek-chat:8b", ":8b")]
    [InlineData(null, "claude-sonnet-4-5:latest", ":latest")]
    [InlineData(null, "deepseek-chat:free", ":free")]
    [InlineData("p", "deepseek-chat:free", ":free")]
    public void A_tag_makes_another_model_of_it(string? provider, string model, string tag)
    {
        // Rules that begin alike, as public data has them.
        ProviderPrices seller = new() { Id = "p", Name = "P", ModelMatch = new MatchRule.StartsWith(""), Models = [.. new[] { "deepseek-chat", "claude-sonnet" }.Select(id => Books.Model() with { Id = id, Match = new MatchRule.StartsWith(id) })] };

        PriceLookup found = new PriceBook([seller]).Find(provider, model);

        Assert.Null(found.Model);
        Assert.Contains($"which is not what {tag} makes of it", found.Reason, StringComparison.Ordinal);
    }
}
