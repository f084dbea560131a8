namespace LlmNotebooks.Pricing.Ownership;

/// <summary>What may be uncertain.</summary>
internal enum InputKind
{
    RequestsPerMonth,
    GrowthPerMonth,
    LoadFactor,
    PriceDeclinePerYear,
    OutputTokensPerSecond,
    InputTokensPerSecond,
    UsdPerKwh,
    ResidualShare,
    ShareSolved,
}
