namespace LlmNotebooks.Pricing;

/// <summary>What a month of a workload costs at a provider.</summary>
/// <param name="Month">From 1.</param>
/// <param name="Requests">Requests of the month.</param>
/// <param name="UsageUsd">Cost of what is used, in USD; null where a part of it has no price.</param>
/// <param name="AtLeastUsd">What is known of the charge, in USD, the monthly minimum included.</param>
/// <param name="MinimumUsd">The least that a month costs, in USD.</param>
/// <param name="Unpriced">Why there is no charge; empty where everything has a price.</param>
public sealed record MonthlyCost(int Month, decimal Requests, decimal? UsageUsd, decimal AtLeastUsd, decimal MinimumUsd, IReadOnlyList<string> Unpriced)
{
    /// <summary>What is to pay, in USD: the larger of usage and minimum, not their sum; null where a part has no price.</summary>
    public decimal? ChargeUsd => UsageUsd is { } usage ? Math.Max(usage, MinimumUsd) : null;
}
