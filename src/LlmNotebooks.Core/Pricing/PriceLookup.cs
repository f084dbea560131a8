namespace LlmNotebooks.Pricing;

/// <summary>The prices of a model in a book, or why there are none.</summary>
/// <param name="Provider">Who charges; null where not found.</param>
/// <param name="Model">The prices; null where not found.</param>
/// <param name="Reason">Why nothing was found; null where something was.</param>
public sealed record PriceLookup(ProviderPrices? Provider, ModelPrices? Model, string? Reason);
