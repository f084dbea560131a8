namespace LlmNotebooks.Pricing.Ownership;

/// <summary>How likely break-even is by a month.</summary>
/// <param name="Month">From 0.</param>
/// <param name="Probability">Share of the paths that broke even in it or before.</param>
/// <param name="StandardError">Monte Carlo standard error of the share, √(p(1 − p)/paths): 0 where every path agrees.</param>
public sealed record MonthProbability(int Month, double Probability, double StandardError);
