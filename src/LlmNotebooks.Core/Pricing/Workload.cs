namespace LlmNotebooks.Pricing;

/// <summary>What is asked of a model each month, in averages over its requests.</summary>
public sealed record Workload
{
    /// <summary>Requests in the first month, at least 0. Whole or not: it is an average.</summary>
    public required decimal RequestsPerMonth { get; init => field = NotNegative(value, nameof(RequestsPerMonth)); }

    /// <summary>Prompt tokens of a request, those read from a cache included, at least 0.</summary>
    public required decimal InputTokensPerRequest { get; init => field = NotNegative(value, nameof(InputTokensPerRequest)); }

    /// <summary>Answer tokens of a request, reasoning included, at least 0.</summary>
    public required decimal OutputTokensPerRequest { get; init => field = NotNegative(value, nameof(OutputTokensPerRequest)); }

    /// <summary>Share of the prompt tokens that are read from the provider's cache, in [0, 1]. Default 0.</summary>
    public decimal CachedShare { get; init => field = Share(value, nameof(CachedShare)); }

    /// <summary>How much more requests there are in each month than in the one before: 0.05 is 5% more. Above −1. Default 0.</summary>
    public decimal GrowthPerMonth { get; init => field = Growth(value, nameof(GrowthPerMonth)); }

    /// <summary>Requests of a month: the first month's, grown month by month.</summary>
    /// <param name="month">From 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="month"/> is below 1.</exception>
    /// <exception cref="OverflowException">The requests outgrow a decimal.</exception>
    public decimal RequestsIn(int month)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(month, 1);
        decimal requests = RequestsPerMonth, factor = 1 + GrowthPerMonth;
        for (int power = month - 1; power > 0; power >>= 1, factor = power > 0 ? factor * factor : factor)
        {
            if ((power & 1) == 1) { requests *= factor; }
        }

        return requests;
    }

    private static decimal NotNegative(decimal value, string name) =>
        value >= 0 ? value : throw new ArgumentOutOfRangeException(name, value, "Must be at least 0.");

    private static decimal Share(decimal value, string name) =>
        value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(name, value, "Must be in [0, 1].");

    private static decimal Growth(decimal value, string name) =>
        value > -1 ? value : throw new ArgumentOutOfRangeException(name, value, "Must be above −1.");
}
