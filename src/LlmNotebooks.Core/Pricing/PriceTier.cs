namespace LlmNotebooks.Pricing;

/// <summary>A step of a price.</summary>
/// <param name="Start">Reached when the size is above this, strictly: at exactly 200,000 tokens the tier of 200,000 is not reached.</param>
/// <param name="Price">The price from there on, in USD for as many counts as the unit's price covers.</param>
public sealed record PriceTier(decimal Start, decimal Price);
