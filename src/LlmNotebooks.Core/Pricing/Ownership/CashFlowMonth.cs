namespace LlmNotebooks.Pricing.Ownership;

/// <summary>One month of a <see cref="CashFlow"/>.</summary>
/// <param name="Month">From 0, which is the day before the first month.</param>
/// <param name="Requests">What is asked in it.</param>
/// <param name="Machines">Machines in service; 0 for an API.</param>
/// <param name="CapitalUsd">Set-up and machines bought, USD.</param>
/// <param name="RunningUsd">What is paid every month, USD.</param>
/// <param name="ResidualUsd">What the machines are worth, in the last month, USD.</param>
/// <param name="CumulativeUsd">Sum of all costs to here, USD.</param>
/// <param name="DiscountedUsd">The month's cost as its value today, USD.</param>
/// <param name="DiscountedCumulativeUsd">Sum of those to here, USD.</param>
public sealed record CashFlowMonth(
    int Month, decimal Requests, long Machines, decimal CapitalUsd, decimal RunningUsd, decimal ResidualUsd, decimal CumulativeUsd, decimal DiscountedUsd, decimal DiscountedCumulativeUsd)
{
    /// <summary>Capital and running cost less residual value, USD.</summary>
    public decimal CostUsd => CapitalUsd + RunningUsd - ResidualUsd;
}
