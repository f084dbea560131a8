using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using LlmNotebooks.Pricing.Matching;

namespace LlmNotebooks.Pricing.Formats;

/// <summary>Writes this project's own format of prices.</summary>
internal static class NativeWriter
{
    public static byte[] Write(PriceBook book)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("format", NativeReader.Format);
            json.WriteString("currency", "USD");
            json.WriteStartArray("providers");
            foreach (ProviderPrices provider in book.Providers) { Provider(json, provider); }
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private static void Provider(Utf8JsonWriter json, ProviderPrices provider)
    {
        json.WriteStartObject();
        json.WriteString("id", provider.Id);
        json.WriteString("name", provider.Name);
        string source = provider.Models.Count > 0 ? provider.Models[0].Source : provider.Id;
        json.WriteString("source", source);
        if (provider.Match is not null) { json.WritePropertyName("match"); Rule(json, provider.Match); }
        if (provider.ModelMatch is not null) { json.WritePropertyName("model_match"); Rule(json, provider.ModelMatch); }
        if (provider.FallsBackTo.Count > 0)
        {
            json.WriteStartArray("falls_back_to");
            foreach (string other in provider.FallsBackTo) { json.WriteStringValue(other); }
            json.WriteEndArray();
        }

        json.WriteStartArray("models");
        foreach (ModelPrices model in provider.Models) { Model(json, model, source); }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Model(Utf8JsonWriter json, ModelPrices model, string source)
    {
        json.WriteStartObject();
        json.WriteString("id", model.Id);
        if (model.Name is not null) { json.WriteString("name", model.Name); }
        if (model.Match != new MatchRule.EqualTo(model.Id)) { json.WritePropertyName("match"); Rule(json, model.Match); }
        if (model.Source != source) { json.WriteString("source", model.Source); }
        if (model.AsOf is { } day) { json.WriteString("as_of", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)); }
        if (model.ContextWindow is { } window) { json.WriteNumber("context_window", window); }
        if (model.TokensPerMinute is { } limit) { json.WriteNumber("tokens_per_minute", limit); }
        foreach (ServiceLevel level in NativeReader.Levels)
        {
            if (model.LevelFactors.TryGetValue(level, out decimal factor)) { json.WritePropertyName(NativeReader.NameOf(level)); Number(json, factor); }
        }

        if (model.MonthlyMinimumUsd > 0) { json.WritePropertyName("monthly_minimum_usd"); Number(json, model.MonthlyMinimumUsd); }
        if (model.IsDeprecated) { json.WriteBoolean("deprecated", true); }
        if (model.Notes is not null) { json.WriteString("notes", model.Notes); }
        if (model.IsFree) { json.WriteBoolean("free", true); }
        else { json.WritePropertyName("prices"); Periods(json, model.Periods); }
        json.WriteEndObject();
    }

    private static void Periods(Utf8JsonWriter json, IReadOnlyList<PricePeriod> periods)
    {
        if (periods is [{ From: null, Until: null, Daily: null, LevelPrices.Count: 0 } only])
        {
            Prices(json, only.Prices);
            return;
        }

        json.WriteStartArray();
        foreach (PricePeriod period in periods)
        {
            json.WriteStartObject();
            if (period.From is { } from) { json.WriteString("from", from.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)); }
            if (period.Until is { } until) { json.WriteString("until", until.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)); }
            if (period.Daily is { } daily)
            {
                json.WriteStartObject("daily");
                json.WriteString("from", daily.From.ToString("HH:mm:ss", CultureInfo.InvariantCulture));
                json.WriteString("to", daily.To.ToString("HH:mm:ss", CultureInfo.InvariantCulture));
                json.WriteEndObject();
            }

            json.WritePropertyName("prices");
            Prices(json, period.Prices);
            foreach (ServiceLevel level in NativeReader.Levels)
            {
                if (period.LevelPrices.TryGetValue(level, out IReadOnlyDictionary<string, UnitPrice>? prices)) { json.WritePropertyName(NativeReader.NameOf(level)); Prices(json, prices); }
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Prices(Utf8JsonWriter json, IReadOnlyDictionary<string, UnitPrice> prices)
    {
        json.WriteStartObject();
        foreach ((string name, UnitPrice price) in prices)
        {
            if (UnitRegistry.Default.FindPrice(name) is null) { throw new InvalidOperationException($"The own format has only the built-in units, and {name} prices another one."); }
            json.WritePropertyName(name);
            Price(json, price);
        }

        json.WriteEndObject();
    }

    private static void Price(Utf8JsonWriter json, UnitPrice price)
    {
        if (price.Tiers.Count == 0)
        {
            Number(json, price.Price);
            return;
        }

        json.WriteStartObject();
        json.WritePropertyName("base");
        Number(json, price.Price);
        json.WriteStartArray("tiers");
        foreach (PriceTier tier in price.Tiers)
        {
            json.WriteStartObject();
            json.WritePropertyName("start");
            Number(json, tier.Start);
            json.WritePropertyName("price");
            Number(json, tier.Price);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (price.Rule == TierRule.Slab) { json.WriteString("rule", "slab"); }
        if (price.Selector == TierSelector.OwnSize) { json.WriteString("by", "own"); }
        json.WriteEndObject();
    }

    private static void Rule(Utf8JsonWriter json, MatchRule rule)
    {
        json.WriteStartObject();
        switch (rule)
        {
            case MatchRule.EqualTo equal: json.WriteString("equals", equal.Text); break;
            case MatchRule.StartsWith start: json.WriteString("starts_with", start.Text); break;
            case MatchRule.EndsWith end: json.WriteString("ends_with", end.Text); break;
            case MatchRule.Containing part: json.WriteString("contains", part.Text); break;
            case MatchRule.Pattern pattern: json.WriteString("regex", pattern.Expression); break;
            case MatchRule.AnyOf any: Rules(json, "or", any.Rules); break;
            case MatchRule.AllOf all: Rules(json, "and", all.Rules); break;
            default: throw new NotSupportedException($"There is no way to write a {rule.GetType().Name}.");
        }

        json.WriteEndObject();
    }

    private static void Rules(Utf8JsonWriter json, string name, IReadOnlyList<MatchRule> rules)
    {
        json.WriteStartArray(name);
        foreach (MatchRule rule in rules) { Rule(json, rule); }
        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, decimal number) => json.WriteRawValue(Usd.Exact(number));
}
