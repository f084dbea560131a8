using System.Text.Json;
using LlmNotebooks.Pricing.Matching;

namespace LlmNotebooks.Pricing.Formats;

/// <summary>Reads this project's own format of prices. It is strict: what it does not know is an error and not a price that does not count.</summary>
internal static class NativeReader
{
    public const string Format = "llm-notebooks-prices/1";

    public static readonly ServiceLevel[] Levels = [ServiceLevel.Batch, ServiceLevel.Flex, ServiceLevel.Priority];

    private static readonly string[] OfProvider = ["id", "name", "source", "as_of", "match", "model_match", "falls_back_to", "batch", "flex", "priority", "notes", "models"];
    private static readonly string[] OfModel =
    [
        "id", "name", "match", "source", "as_of", "context_window", "tokens_per_minute", "batch", "flex", "priority",
        "monthly_minimum_usd", "deprecated", "free", "notes", "prices",
    ];

    private static readonly string[] OfPeriod = ["from", "until", "daily", "prices", "batch", "flex", "priority"];

    private static readonly Dictionary<ServiceLevel, decimal> NoFactors = [];
    private static readonly Dictionary<ServiceLevel, IReadOnlyDictionary<string, UnitPrice>> NoPrices = [];

    public static string NameOf(ServiceLevel level) => level switch
    {
        ServiceLevel.Batch => "batch",
        ServiceLevel.Flex => "flex",
        _ => "priority",
    };

    public static PriceBook Read(ReadOnlyMemory<byte> json, string path)
    {
        using JsonDocument document = JsonNode.Parse(json, path);
        JsonNode root = new(document.RootElement, path);
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
        node.Only(OfProvider);
        string source = node.Get("source").Text();
        DateOnly? asOf = node.Find("as_of")?.Date();
        IReadOnlyDictionary<ServiceLevel, decimal> factors = Factors(node, NoFactors);
        string id = node.Get("id").Text();
        ModelPrices[] models = [.. node.Get("models").Items("model").Select(m => Model(m, source, asOf, factors))];
        if (models.GroupBy(m => m.Id, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice) { throw node.Error($"Two models are called '{twice.Key}'."); }
        return new ProviderPrices
        {
            Id = id,
            Name = node.Find("name")?.Text() ?? id,
            Match = node.Find("match") is { } match ? PriceSetReader.Rule(match, checkPatterns: false) : null,
            ModelMatch = node.Find("model_match") is { } modelMatch ? PriceSetReader.Rule(modelMatch, checkPatterns: false) : null,
            FallsBackTo = node.Find("falls_back_to") is { } others ? [.. others.Items("provider").Select(o => o.Text())] : [],
            Models = models,
        };
    }

    private static ModelPrices Model(JsonNode node, string source, DateOnly? asOf, IReadOnlyDictionary<ServiceLevel, decimal> factors)
    {
        node.Only(OfModel);
        string id = node.Get("id").Text();
        bool free = node.Find("free")?.Truth() ?? false;
        return new ModelPrices
        {
            Id = id,
            Name = node.Find("name")?.Text(),
            Match = node.Find("match") is { } match ? PriceSetReader.Rule(match, checkPatterns: false) : new MatchRule.EqualTo(id),
            Periods = free ? Nothing(node) : Periods(node.Get("prices")),
            Source = node.Find("source")?.Text() ?? source,
            AsOf = node.Find("as_of")?.Date() ?? asOf,
            LevelFactors = Factors(node, factors),
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
        node.Only(OfPeriod);
        (DateTimeOffset? from, DateTimeOffset? until) = (node.Find("from")?.Moment(), node.Find("until")?.Moment());
        if (from >= until) { throw node.Error("The period is over before it begins: until must be after from."); }
        return new PricePeriod
        {
            From = from,
            Until = until,
            Daily = node.Find("daily") is { } daily ? Daily(daily) : null,
            Prices = Prices(node.Get("prices")),
            LevelPrices = LevelPrices(node),
        };
    }

    private static DailyWindow Daily(JsonNode node)
    {
        node.Only("from", "to");
        return new DailyWindow(node.Get("from").Time(), node.Get("to").Time());
    }

    private static Dictionary<string, UnitPrice> Prices(JsonNode node)
    {
        Dictionary<string, UnitPrice> prices = PriceSetReader.Prices(node, UnitRegistry.Default, value =>
            throw value.Error($"There is no unit with this price{NearNames.Hint(value.Name, UnitRegistry.Default.Units.Select(u => u.PriceName))}."));
        return prices.Count > 0 ? prices : throw node.Error("There is no price; give one, or say \"free\": true.");
    }

    private static Dictionary<ServiceLevel, IReadOnlyDictionary<string, UnitPrice>> LevelPrices(JsonNode node)
    {
        Dictionary<ServiceLevel, IReadOnlyDictionary<string, UnitPrice>>? prices = null;
        foreach (ServiceLevel level in Levels)
        {
            if (node.Find(NameOf(level)) is { } own) { (prices ??= []).Add(level, Prices(own)); }
        }

        return prices ?? NoPrices;
    }

    /// <summary>The factors of a provider or a model; those above them hold where it has none.</summary>
    private static IReadOnlyDictionary<ServiceLevel, decimal> Factors(JsonNode node, IReadOnlyDictionary<ServiceLevel, decimal> above)
    {
        Dictionary<ServiceLevel, decimal>? factors = null;
        foreach (ServiceLevel level in Levels)
        {
            if (node.Find(NameOf(level)) is { } factor) { (factors ??= new Dictionary<ServiceLevel, decimal>(above))[level] = factor.NumberFrom(0); }
        }

        return factors ?? above;
    }
}
