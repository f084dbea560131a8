using System.Globalization;
using System.Text.Json;

namespace LlmNotebooks.Pricing.Formats;

/// <summary>Reads the public price data of genai-prices, version 2: a list of providers with their models.</summary>
internal sealed class GenAiPricesReader(string name, DateOnly? asOf, UnitRegistry units)
{
    private readonly Dictionary<string, int> _unknown = new(StringComparer.Ordinal);

    public PriceImport Read(ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonNode.Parse(json, name);
        JsonNode root = new(document.RootElement, name);
        if (document.RootElement.ValueKind != JsonValueKind.Array) { throw root.Error("The data of genai-prices is a list of providers; this is not."); }
        ProviderPrices[] providers = [.. root.Items("provider").Select(Provider)];
        try
        {
            return new PriceImport(new PriceBook(providers, units), [.. _unknown.Select(u =>
                string.Create(CultureInfo.InvariantCulture, $"{name}: the price {u.Key} of {u.Value} models belongs to no unit; give a newer units file"))]);
        }
        catch (ArgumentException e)
        {
            throw root.Error(e.Message.Split(" (Parameter", 2)[0], e);
        }
    }

    private ProviderPrices Provider(JsonNode node)
    {
        string id = node.Get("id").Text();
        string source = node.Find("pricing_urls") is { } urls && urls.Items("address") is [{ } first, ..] ? first.Text() : name;
        return new ProviderPrices
        {
            Id = id,
            Name = node.Find("name")?.Text() ?? id,
            Match = node.Find("provider_match") is { } match ? PriceSetReader.Rule(match, checkPatterns: true) : null,
            ModelMatch = node.Find("model_match") is { } modelMatch ? PriceSetReader.Rule(modelMatch, checkPatterns: true) : null,
            FallsBackTo = node.Find("fallback_model_providers") is { } others ? [.. others.Items("provider").Select(o => o.Text())] : [],
            Models = [.. node.Get("models").Items("model").Select(m => Model(m, source))],
        };
    }

    private ModelPrices Model(JsonNode node, string source)
    {
        return new ModelPrices
        {
            Id = node.Get("id").Text(),
            Name = node.Find("name")?.Text(),
            Match = PriceSetReader.Rule(node.Get("match"), checkPatterns: true),
            Periods = Periods(node.Get("prices")),
            Source = source,
            AsOf = asOf,
            // There, no price at all means that nothing is charged.
            IsFree = node.Get("prices").Element is { ValueKind: JsonValueKind.Object } prices && !prices.EnumerateObject().Any(),
            ContextWindow = node.Find("context_window")?.Whole(),
            IsDeprecated = node.Find("deprecated")?.Truth() ?? false,
            Notes = node.Find("price_comments")?.Text(),
        };
    }

    private PricePeriod[] Periods(JsonNode node)
    {
        if (node.Element.ValueKind == JsonValueKind.Object) { return [new PricePeriod { Prices = Prices(node) }]; }
        PricePeriod[] periods = [.. node.Items("prices").Select(Period)];
        if (periods.Length == 0) { throw node.Error("The list of prices is empty."); }
        // Where none of them is valid, the first counts there.
        return periods.Any(p => p is { From: null, Daily: null }) ? periods : [new PricePeriod { Prices = periods[0].Prices }, .. periods];
    }

    private PricePeriod Period(JsonNode node)
    {
        Dictionary<string, UnitPrice> prices = Prices(node.Get("prices"));
        if (node.Find("constraint") is not { } constraint) { return new PricePeriod { Prices = prices }; }
        constraint.Only("start_date", "start_time", "end_time");
        DateTimeOffset? from = constraint.Find("start_date")?.Moment();
        DailyWindow? daily = constraint.Find("start_time") is { } start ? new DailyWindow(start.Time(), constraint.Get("end_time").Time()) : null;
        return new PricePeriod { Prices = prices, From = from, Daily = daily };
    }

    private Dictionary<string, UnitPrice> Prices(JsonNode node) =>
        PriceSetReader.Prices(node, units, price => _unknown[price.Name] = _unknown.GetValueOrDefault(price.Name) + 1);
}
