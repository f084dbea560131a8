using LlmNotebooks.Pricing;

namespace LlmNotebooks.Cli.Output;

/// <summary>A model with what a workload costs on it.</summary>
internal sealed record ModelEstimate(string Label, PriceLookup Found, IReadOnlyList<MonthlyCost> Months)
{
    /// <summary>Of all months; null where a part has no price.</summary>
    public decimal? TotalUsd => Months.Aggregate((decimal?)0, (sum, month) => sum + month.ChargeUsd);

    /// <summary>Why there is no total, each reason once; empty where everything has a price.</summary>
    public IReadOnlyList<string> Unpriced { get; } = [.. Months.SelectMany(month => month.Unpriced).Distinct(StringComparer.Ordinal)];

    public decimal AtLeastUsd => Months.Sum(month => month.AtLeastUsd);
}
