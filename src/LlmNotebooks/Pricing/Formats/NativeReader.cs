using System.Text.Json;
using LlmNotebooks.Pricing.Matching;

namespace LlmNotebooks.Pricing.Formats;

/// <summary>Reads this project's own format of prices. It is strict: what it does not know is an error and not a price that does not count.</summary>
internal static class NativeReader
{
    public const string Format = "llm-notebooks-prices/1";

    public static PriceBook Read(ReadOnlyMemory<byte> json, string path)
    {
        using JsonDocument document = JsonNode.Parse(json, path);
        JsonNode root = new(document.RootElement, path, null);
        if (document.RootElement.ValueKind != JsonValueKind.Object || root.Find("format") is not { } format)
        {
            throw root.Error($"This is not a price book of the own format: \"format\": \"{Format}\" is missing. For public price data, say --format genai-prices or litellm.");
        }

        if (format.Text() != Format) { throw format.Error($"This format is not known; known is {Format}."); }
        root.Only("format", "currency", "notes", "providers");
        if (root.Get("currency") is var currency && currency.Text() != "USD") { throw currency.Error("Prices are in USD."); }
        ProviderPrices[] providers = [.. root.Get("providers").Items("provider").Select(Provider)];
        try
        {
            return new PriceBook(providers);
        }
        catch (ArgumentException e)
        {
            throw root.Error(e.Message.Split(" (Parameter", 2)[0], e);
        }
    }

    private static ProviderPrices Provider(JsonNode node)
    {
        node.Only("id", "name", "source", "as_of", "match", "model_match", "falls_back_to", "batch", "flex", "priority", "notes", "models");
        string source = node.Get("source").Text();
        DateOnly? asOf = node.Find("as_of")?.Date();
        Dictionary<ServiceLevel, decimal> factors = Factors(node);
        string id = node.Get("id").Text();
        return new ProviderPrices
        {
            Id = id,
            Name = node.Find("name")?.Text() ?? id,
            Match = node.Find("match") is { } match ? PriceSetReader.Rule(match) : null,
            ModelMatch = node.Find("model_match") is { } modelMatch ? PriceSetReader.Rule(modelMatch) : null,
            FallsBackTo = node.Find("falls_back_to") is { } others ? [.. others.Items("provider").Select(o => o.Text())] : [],
            Models = [.. node.Get("models").Items("model").Select(m => Model(m, source, asOf, factors))],
        };
    }

    private static ModelPrices Model(JsonNode node, string source, DateOnly? asOf, Dictionary<ServiceLevel, decimal> factors)
    {
        node.Only(
            "id", "name", "match", "source", "as_of", "context_window", "tokens_per_minute", "batch", "flex", "priority",
            "monthly_minimum_usd", "deprecated", "free", "notes", "prices");
        string id = node.Get("id").Text();
        bool free = node.Find("free")?.Truth() ?? false;
        return new ModelPrices
        {
            Id = id,
            Name = node.Find("name")?.Text(),
            Match = node.Find("match") is { } match ? PriceSetReader.Rule(match) : new MatchRule.EqualTo(id),
            Periods = free ? Nothing(node) : Periods(node.Get("prices")),
            Source = node.Find("source")?.Text() ?? source,
            AsOf = node.Find("as_of")?.Date() ?? asOf,
            LevelFactors = factors.Concat(Factors(node)).GroupBy(f => f.Key).ToDictionary(g => g.Key, g => g.Last().Value),
            IsFree = free,
            MonthlyMinimumUsd = node.Find("monthly_minimum_usd")?.NumberFrom(0) ?? 0,
            ContextWindow = node.Find("context_window")?.Whole(),
            TokensPerMinute = node.Find("tokens_per_minute")?.Whole(),
            IsDeprecated = node.Find("deprecated")?.Truth() ?? false,
            Notes = node.Find("notes")?.Text(),
        };
    }

    private static PricePeriod[] Nothing(JsonNode model) =>
        model.Find("prices") is null ? [] : throw model.Error("A free model has no prices; take away one of the two.");

    private static PricePeriod[] Periods(JsonNode node)
    {
        if (node.Element.ValueKind == JsonValueKind.Object) { return [new PricePeriod { Prices = Prices(node) }]; }
        PricePeriod[] periods = [.. node.Items("prices").Select(Period)];
        return periods.Length > 0 ? periods : throw node.Error("There is no price; give one, or say \"free\": true.");
    }

    private static PricePeriod Period(JsonNode node)
    {
        node.Only("from", "until", "daily", "prices", "batch", "flex", "priority");
        return new PricePeriod
        {
            From = node.Find("from")?.Moment(),
            Until = node.Find("until")?.Moment(),
            Daily = node.Find("daily") is { } daily ? Daily(daily) : null,
            Prices = Prices(node.Get("prices")),
            LevelPrices = Levels().Where(l => node.Find(l.Name) is not null).ToDictionary(l => l.Level, l => (IReadOnlyDictionary<string, UnitPrice>)Prices(node.Get(l.Name))),
        };
    }

    private static DailyWindow Daily(JsonNode node)
    {
        node.Only("from", "to");
        return new DailyWindow(node.Get("from").Time(), node.Get("to").Time());
    }

    private static Dictionary<string, UnitPrice> Prices(JsonNode node)
    {
        Dictionary<string, UnitPrice> prices = PriceSetReader.Prices(node, UnitRegistry.Default, (value, name) =>
            throw value.Error($"There is no unit with this price{NearNames.Hint(name, UnitRegistry.Default.Units.Select(u => u.PriceName))}."));
        return prices.Count > 0 ? prices : throw node.Error("There is no price; give one, or say \"free\": true.");
    }

    private static Dictionary<ServiceLevel, decimal> Factors(JsonNode node) =>
        Levels().Where(l => node.Find(l.Name) is not null).ToDictionary(l => l.Level, l => node.Get(l.Name).NumberFrom(0));

    internal static (ServiceLevel Level, string Name)[] Levels() => [(ServiceLevel.Batch, "batch"), (ServiceLevel.Flex, "flex"), (ServiceLevel.Priority, "priority")];
}
