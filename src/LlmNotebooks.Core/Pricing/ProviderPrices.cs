using LlmNotebooks.Pricing.Matching;

namespace LlmNotebooks.Pricing;

/// <summary>A provider with its models.</summary>
public sealed record ProviderPrices
{
    /// <summary>Identifies the provider.</summary>
    public required string Id { get; init; }

    /// <summary>A name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Which other names mean this provider; null where only its id does.</summary>
    public MatchRule? Match { get; init; }

    /// <summary>Which models are meant to be this provider's where none is named; null for none.</summary>
    public MatchRule? ModelMatch { get; init; }

    /// <summary>Providers whose models this one sells at the same price, where it has none of its own by that name.</summary>
    public IReadOnlyList<string> FallsBackTo { get; init; } = [];

    /// <summary>The models; of several that match a name the first counts.</summary>
    public required IReadOnlyList<ModelPrices> Models { get; init; }
}
