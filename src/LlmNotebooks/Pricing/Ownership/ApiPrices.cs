namespace LlmNotebooks.Pricing.Ownership;

/// <summary>What an API charges.</summary>
public sealed record ApiPrices
{
    /// <summary>USD for a million prompt tokens, at least 0.</summary>
    public required decimal InputUsdPerMtok { get; init => field = InputRange.NotNegative.Check(value, nameof(InputUsdPerMtok)); }

    /// <summary>USD for a million answer tokens, at least 0.</summary>
    public required decimal OutputUsdPerMtok { get; init => field = InputRange.NotNegative.Check(value, nameof(OutputUsdPerMtok)); }

    /// <summary>USD for a million prompt tokens that the provider's cache holds, at least 0; null, the default, for the price of any prompt token.</summary>
    public decimal? CachedInputUsdPerMtok
    {
        get;
        init => field = value is { } price ? InputRange.NotNegative.Check(price, nameof(CachedInputUsdPerMtok)) : null;
    }

    /// <summary>USD that a month costs at least, at least 0. Not added to what is used: the larger of the two is charged. Default 0.</summary>
    public decimal MonthlyMinimumUsd { get; init => field = InputRange.NotNegative.Check(value, nameof(MonthlyMinimumUsd)); }
}
