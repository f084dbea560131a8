namespace LlmNotebooks.Pricing.Ownership;

/// <summary>A cost with the interval of what it was computed from.</summary>
/// <param name="Usd">The cost, USD.</param>
/// <param name="Low">Lower bound, USD.</param>
/// <param name="High">Upper bound, USD; null where there is none, because nothing may be solved at all.</param>
/// <param name="Confidence">Level of the interval, in (0, 1).</param>
public sealed record CostRange(decimal Usd, decimal Low, decimal? High, double Confidence);
