namespace LlmNotebooks.Pricing;

/// <summary>One line of an itemised cost.</summary>
/// <param name="Unit">What is charged.</param>
/// <param name="Count">How many, without those that a line of their own charges.</param>
/// <param name="PriceUsd">The price that applies, in USD for <paramref name="Per"/>; the mean one where slabs mix.</param>
/// <param name="Per">How many counts the price covers.</param>
/// <param name="CostUsd">Count × price / per.</param>
public sealed record CostLine(string Unit, decimal Count, decimal PriceUsd, long Per, decimal CostUsd);
