using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using LlmNotebooks.Pricing.Matching;

namespace LlmNotebooks.Pricing.Formats;

/// <summary>Reads LiteLLM's <c>model_prices_and_context_window.json</c>: by model, dollars for a single token, with endings for long prompts and service levels.</summary>
internal sealed partial class LiteLlmReader(string name, DateOnly? asOf)
{
    private const decimal Thousand = 1_000, Million = 1_000_000, Hour = 3_600;

    private static readonly Dictionary<string, (string Price, decimal Factor)> Fields = new(StringComparer.Ordinal)
    {
        ["input_cost_per_token"] = ("input_mtok", Million),
        ["output_cost_per_token"] = ("output_mtok", Million),
        ["output_cost_per_reasoning_token"] = ("output_reasoning_mtok", Million),
        ["cache_read_input_token_cost"] = ("cache_read_mtok", Million),
        ["cache_creation_input_token_cost"] = ("cache_write_mtok", Million),
        ["cache_creation_input_token_cost_above_1hr"] = ("cache_write_1h_mtok", Million),
        ["input_cost_per_audio_token"] = ("input_audio_mtok", Million),
        ["output_cost_per_audio_token"] = ("output_audio_mtok", Million),
        ["cache_read_input_audio_token_cost"] = ("cache_audio_read_mtok", Million),
        ["cache_creation_input_audio_token_cost"] = ("cache_audio_write_mtok", Million),
        ["input_cost_per_image_token"] = ("input_image_mtok", Million),
        ["output_cost_per_image_token"] = ("output_image_mtok", Million),
        ["cache_read_input_image_token_cost"] = ("cache_image_read_mtok", Million),
        ["input_cost_per_video_token"] = ("input_video_mtok", Million),
        ["input_cost_per_character"] = ("input_mchars", Million),
        ["output_cost_per_character"] = ("output_mchars", Million),
        ["input_cost_per_pixel"] = ("input_gpixels", Thousand * Million),
        ["input_cost_per_image"] = ("input_images_kcount", Thousand),
        ["output_cost_per_image"] = ("output_images_kcount", Thousand),
        ["input_cost_per_request"] = ("requests_kcount", Thousand),
        ["input_cost_per_audio_per_second"] = ("input_audio_hours", Hour),
    };

    private readonly Dictionary<string, int> _leftOut = new(StringComparer.Ordinal);
    private int _withoutPrice;

    public PriceImport Read(ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonNode.Parse(json, name);
        JsonNode root = new(document.RootElement, name);
        if (document.RootElement.ValueKind != JsonValueKind.Object) { throw root.Error("LiteLLM's prices are an object with a member for each model; this is not."); }

        // A model that is there twice counts as it is there last.
        Dictionary<string, JsonNode> entries = new(StringComparer.Ordinal);
        foreach (JsonNode entry in root.Members())
        {
            if (entry.Name != "sample_spec" && entry.Find("litellm_provider") is not null) { entries[entry.Name] = entry; }
        }

        if (entries.Count == 0) { throw root.Error("No member is a model with a 'litellm_provider'; this is not LiteLLM's price file."); }
        ProviderPrices[] providers = [.. entries.GroupBy(e => e.Value.Get("litellm_provider").Text().ToLowerInvariant(), StringComparer.Ordinal).Select(Provider)];
        List<string> warnings = [.. _leftOut.OrderByDescending(f => f.Value).ThenBy(f => f.Key, StringComparer.Ordinal).Select(f =>
            string.Create(CultureInfo.InvariantCulture, $"{name}: {f.Key} of {f.Value} {(f.Value == 1 ? "model" : "models")} has no unit here and was left out"))];
        if (_withoutPrice > 0) { warnings.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: {_withoutPrice} {(_withoutPrice == 1 ? "model has" : "models have")} no price that has a unit here and {(_withoutPrice == 1 ? "was" : "were")} left out")); }
        return new PriceImport(new PriceBook(providers), warnings);
    }

    private ProviderPrices Provider(IGrouping<string, KeyValuePair<string, JsonNode>> entries) => new()
    {
        Id = entries.Key,
        Name = entries.Key,
        ModelMatch = new MatchRule.AnyOf([.. entries.Select(e => new MatchRule.EqualTo(e.Key))]),
        Models = [.. entries.Select(e => Model(e.Key, entries.Key, e.Value)).Where(HasPrice)],
    };

    private bool HasPrice(ModelPrices model)
    {
        if (model.Periods[0].Prices.Count > 0) { return true; }
        _withoutPrice++;
        return false;
    }

    private ModelPrices Model(string key, string provider, JsonNode node)
    {
        // Most keys begin with their provider, which callers who name it leave away.
        string? bare = key.StartsWith(provider + "/", StringComparison.OrdinalIgnoreCase) ? key[(provider.Length + 1)..] : null;
        return new ModelPrices
        {
            Id = key,
            Match = bare is null ? new MatchRule.EqualTo(key) : new MatchRule.AnyOf([new MatchRule.EqualTo(key), new MatchRule.EqualTo(bare)]),
            Periods = [Period(node)],
            Source = node.Find("source") is { Element.ValueKind: JsonValueKind.String } source ? source.Text() : name,
            AsOf = asOf,
            ContextWindow = node.Find("max_input_tokens") is { Element.ValueKind: JsonValueKind.Number } window && window.Element.TryGetInt64(out long tokens) ? tokens : null,
        };
    }

    private PricePeriod Period(JsonNode node)
    {
        Dictionary<(ServiceLevel Level, string Price), Parts> found = [];
        foreach (JsonNode value in node.Members())
        {
            if (value.Name == "tiered_pricing") { LeaveOut(value.Name); }
            if (value.Name.Contains("cost", StringComparison.Ordinal)) { Add(found, node, value); }
        }

        Dictionary<ServiceLevel, Dictionary<string, UnitPrice>> levels = found
            .Where(f => f.Value.Base is not null)
            .GroupBy(f => f.Key.Level)
            .ToDictionary(g => g.Key, g => g.ToDictionary(f => f.Key.Price, f => Price(f.Value), StringComparer.Ordinal));
        Dictionary<string, UnitPrice> standard = levels.GetValueOrDefault(ServiceLevel.Standard) ?? [];
        return new PricePeriod
        {
            Prices = standard,
            LevelPrices = levels.Where(l => l.Key != ServiceLevel.Standard).ToDictionary(l => l.Key, l => (IReadOnlyDictionary<string, UnitPrice>)Over(standard, l.Value)),
        };
    }

    // A level names what it changes; the rest stays as it is.
    private static Dictionary<string, UnitPrice> Over(Dictionary<string, UnitPrice> standard, Dictionary<string, UnitPrice> level) =>
        standard.Concat(level).GroupBy(p => p.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last().Value, StringComparer.Ordinal);

    private void Add(Dictionary<(ServiceLevel Level, string Price), Parts> found, JsonNode node, JsonNode value)
    {
        Match parts = FieldName().Match(value.Name);
        string stem = parts.Groups["stem"].Value;
        ServiceLevel level = parts.Groups["level"].Value switch
        {
            "batches" or "batch" => ServiceLevel.Batch,
            "flex" => ServiceLevel.Flex,
            "priority" => ServiceLevel.Priority,
            _ => ServiceLevel.Standard,
        };
        if (Number(stem, value) is not { } number || Unit(node, stem) is not { } unit)
        {
            if (value.Element.ValueKind != JsonValueKind.Number || value.Number() != 0) { LeaveOut(value.Name); }
            return;
        }

        if (number < 0) { throw value.Error("A price is at least 0."); }
        if (!found.TryGetValue((level, unit.Price), out Parts? price)) { found.Add((level, unit.Price), price = new Parts()); }
        if (parts.Groups["start"].Success) { price.Tiers.Add(new PriceTier(decimal.Parse(parts.Groups["start"].Value, CultureInfo.InvariantCulture) * Thousand, number * unit.Factor)); }
        else { price.Base = number * unit.Factor; }
    }

    private void LeaveOut(string field) => _leftOut[field] = _leftOut.GetValueOrDefault(field) + 1;

    private static decimal? Number(string stem, JsonNode value) => value.Element.ValueKind switch
    {
        JsonValueKind.Number => value.Number(),
        // By how much is read for a search; providers search in middling depth unless told otherwise.
        JsonValueKind.Object when stem == "search_context_cost_per_query" => value.Find("search_context_size_medium")?.Number(),
        _ => null,
    };

    private static (string Price, decimal Factor)? Unit(JsonNode node, string stem) => stem switch
    {
        "search_context_cost_per_query" => ("web_searches_kcount", Thousand),
        "input_cost_per_query" => node.Find("mode") is { Element.ValueKind: JsonValueKind.String } mode && mode.Text() == "rerank" ? ("rerank_searches_kcount", Thousand) : ("requests_kcount", Thousand),
        "input_cost_per_second" => node.Find("mode") is { Element.ValueKind: JsonValueKind.String } mode && mode.Text() == "audio_transcription" ? ("input_audio_hours", Hour) : null,
        _ => Fields.TryGetValue(stem, out (string Price, decimal Factor) known) ? known : null,
    };

    private static UnitPrice Price(Parts parts) => new(parts.Base!.Value, parts.Tiers.DistinctBy(t => t.Start).OrderBy(t => t.Start));

    [GeneratedRegex(@"^(?<stem>.+?)(_above_(?<start>\d+)k_tokens)?(_(?<level>batches|batch|flex|priority))?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FieldName();

    private sealed class Parts
    {
        public decimal? Base { get; set; }

        public List<PriceTier> Tiers { get; } = [];
    }
}
