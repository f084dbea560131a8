namespace LlmNotebooks.Pricing.Ownership;

/// <summary>What an option costs over the horizon as a value today, at one volume.</summary>
/// <param name="RequestsPerMonth">Requests in the first month.</param>
/// <param name="Option">Name of the option.</param>
/// <param name="CostUsd">With every input at its median, USD; null where nothing is solved.</param>
/// <param name="LowUsd">5% quantile over what the inputs may be, USD.</param>
/// <param name="HighUsd">95% quantile over what the inputs may be, USD; null where it has none, because nothing may be solved.</param>
public sealed record CostAtVolume(decimal RequestsPerMonth, string Option, double? CostUsd, double? LowUsd, double? HighUsd);
