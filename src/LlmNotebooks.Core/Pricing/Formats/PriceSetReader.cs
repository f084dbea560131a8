using LlmNotebooks.Pricing.Matching;

namespace LlmNotebooks.Pricing.Formats;

/// <summary>What the own format and that of genai-prices write alike: prices by unit, and rules on names.</summary>
internal static class PriceSetReader
{
    /// <summary>Prices by the units' price names.</summary>
    /// <param name="node">The object.</param>
    /// <param name="units">Units that there are.</param>
    /// <param name="unknown">Told of a price of no unit; it throws, or lets the price be left out.</param>
    public static Dictionary<string, UnitPrice> Prices(JsonNode node, UnitRegistry units, Action<JsonNode> unknown)
    {
        Dictionary<string, UnitPrice> prices = new(StringComparer.Ordinal);
        foreach (JsonNode value in node.Members())
        {
            if (units.FindPrice(value.Name) is null) { unknown(value); }
            else if (!prices.TryAdd(value.Name, Price(value))) { throw node.Error($"'{value.Name}' is there twice."); }
        }

        return prices;
    }

    /// <summary>A rule on names.</summary>
    /// <param name="node">The object.</param>
    /// <param name="checkPatterns">Whether regular expressions are read at once, which takes longer than all else, or when a lookup first needs them.</param>
    public static MatchRule Rule(JsonNode node, bool checkPatterns)
    {
        List<JsonNode> members = node.Members();
        if (members.Count != 1) { throw node.Error("A rule has one of equals, starts_with, ends_with, contains, regex, and, or."); }
        JsonNode value = members[0];
        return value.Name switch
        {
            "equals" => new MatchRule.EqualTo(value.Text()),
            "starts_with" => new MatchRule.StartsWith(value.Text()),
            "ends_with" => new MatchRule.EndsWith(value.Text()),
            "contains" => new MatchRule.Containing(value.Text()),
            "regex" => Pattern(value, checkPatterns),
            "or" => new MatchRule.AnyOf([.. value.Items("rule").Select(rule => Rule(rule, checkPatterns))]),
            "and" => new MatchRule.AllOf([.. value.Items("rule").Select(rule => Rule(rule, checkPatterns))]),
            _ => throw node.Error($"There is no rule '{value.Name}'; there are equals, starts_with, ends_with, contains, regex, and, or."),
        };
    }

    private static UnitPrice Price(JsonNode node)
    {
        if (node.Element.ValueKind == System.Text.Json.JsonValueKind.Number) { return new UnitPrice(node.NumberFrom(0)); }
        node.Only("base", "tiers", "rule", "by");
        TierRule rule = node.Find("rule") is { } r
            ? r.Text() switch { "all" => TierRule.All, "slab" => TierRule.Slab, _ => throw r.Error("A rule of tiers is all or slab.") }
            : TierRule.All;
        TierSelector selector = node.Find("by") is { } by
            ? by.Text() switch { "input" => TierSelector.InputSize, "own" => TierSelector.OwnSize, _ => throw by.Error("Tiers go by input or own.") }
            : rule == TierRule.Slab ? TierSelector.OwnSize : TierSelector.InputSize;
        try
        {
            return new UnitPrice(node.Get("base").NumberFrom(0), node.Get("tiers").Items("tier").Select(Tier), rule, selector);
        }
        catch (ArgumentException e)
        {
            throw node.Error(e.Message.Split('\n', '(')[0].Trim(), e);
        }
    }

    private static PriceTier Tier(JsonNode node)
    {
        node.Only("start", "price");
        return new PriceTier(node.Get("start").NumberFrom(0), node.Get("price").NumberFrom(0));
    }

    private static MatchRule.Pattern Pattern(JsonNode node, bool check)
    {
        MatchRule.Pattern pattern = new(node.Text());
        try
        {
            if (check) { pattern.Check(); }
            return pattern;
        }
        catch (ArgumentException e)
        {
            throw node.Error($"Not a regular expression ({e.Message})", e);
        }
    }
}
