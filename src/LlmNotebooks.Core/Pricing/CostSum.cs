using System.Globalization;

namespace LlmNotebooks.Pricing;

/// <summary>Costs of several usages together; what has no price stays visible in it.</summary>
/// <param name="AtLeastUsd">Cost of everything that has a price, in USD.</param>
/// <param name="Usages">How many usages are in it.</param>
/// <param name="UnpricedUsages">How many of them have something without a price.</param>
/// <param name="Reasons">Why, with how many usages each, the commonest first.</param>
public sealed record CostSum(decimal AtLeastUsd, long Usages, long UnpricedUsages, IReadOnlyList<KeyValuePair<string, long>> Reasons)
{
    /// <summary>The whole cost in USD; null where anything has no price.</summary>
    public decimal? TotalUsd => UnpricedUsages == 0 ? AtLeastUsd : null;

    /// <summary>Adds costs up.</summary>
    public static CostSum Of(IEnumerable<UsageCost> costs)
    {
        ArgumentNullException.ThrowIfNull(costs);
        decimal sum = 0;
        long count = 0, unpriced = 0;
        Dictionary<string, long> reasons = new(StringComparer.Ordinal);
        foreach (UsageCost cost in costs)
        {
            count++;
            sum += cost.AtLeastUsd;
            if (cost.IsPriced) { continue; }
            unpriced++;
            foreach (string reason in cost.Unpriced) { reasons[reason] = reasons.GetValueOrDefault(reason) + 1; }
        }

        return new CostSum(sum, count, unpriced, [.. reasons.OrderByDescending(r => r.Value).ThenBy(r => r.Key, StringComparer.Ordinal)]);
    }

    /// <summary><c>$12.40</c>, or <c>at least $12.40, 3 of 90 calls unpriced</c>.</summary>
    public override string ToString() => UnpricedUsages == 0
        ? Usd.Text(AtLeastUsd)
        : string.Create(CultureInfo.InvariantCulture, $"at least {Usd.Text(AtLeastUsd)}, {UnpricedUsages:N0} of {Usages:N0} calls unpriced");
}
