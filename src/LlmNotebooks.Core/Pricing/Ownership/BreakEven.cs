namespace LlmNotebooks.Pricing.Ownership;

/// <summary>From when on one option has cost no more than another, every input at its median.</summary>
public sealed record BreakEven
{
    internal BreakEven(string option, string than, int? month, IReadOnlyList<decimal> savings) =>
        (Option, Than, Month, SavingsUsd) = (option, than, month, savings);

    /// <summary>The option that is to pay off.</summary>
    public string Option { get; }

    /// <summary>The option that it is compared with.</summary>
    public string Than { get; }

    /// <summary>
    /// The first month, from 0, from which the discounted sum of its costs stays at or below the other's to the end of the horizon; null for never.
    /// A millionth of a dollar more counts as equal. Residual values are paid in the last month, so where they decide, it is the last.
    /// </summary>
    public int? Month { get; }

    /// <summary>How much less the discounted sum of its costs is after each month, from month 0, USD; negative where it is more.</summary>
    public IReadOnlyList<decimal> SavingsUsd { get; }

    /// <summary>How much less it costs over the horizon, as a value today, USD.</summary>
    public decimal SavingUsd => SavingsUsd[^1];

    /// <summary>The answer in a sentence.</summary>
    public string Words
    {
        get
        {
            int horizon = SavingsUsd.Count - 1;
            string difference = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Math.Abs(SavingUsd):N0} USD {(SavingUsd < 0 ? "more" : "less")} over the horizon");
            return Month switch
            {
                null => $"{Option} never breaks even with {Than} within {horizon} months: it costs {difference}.",
                0 => $"{Option} costs no more than {Than} from the start: {difference}.",
                { } month => $"{Option} breaks even with {Than} in month {month} of {horizon}: it costs {difference}.",
            };
        }
    }

    /// <summary>Break-even in closed form, where volume and prices stay as they are and one machine is enough.</summary>
    /// <param name="upfrontUsd">What is paid first, at least 0, USD.</param>
    /// <param name="savedUsdPerMonth">How much less every month costs afterwards, USD.</param>
    /// <param name="discountRatePerYear">Annual discount rate, above −1.</param>
    /// <returns>Months, not rounded; null for never.</returns>
    /// <remarks>
    /// U/s undiscounted; with i per month, U = s(1 − (1 + i)^−n)/i, the present value of an annuity, gives n = −ln(1 − Ui/s)/ln(1 + i), and never where Ui ≥ s.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="upfrontUsd"/> is negative, or the rate not above −1.</exception>
    public static double? MonthsAtConstantVolume(decimal upfrontUsd, decimal savedUsdPerMonth, decimal discountRatePerYear = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(upfrontUsd);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(discountRatePerYear, -1);
        if (upfrontUsd == 0) { return savedUsdPerMonth >= 0 ? 0 : null; }
        if (savedUsdPerMonth <= 0) { return null; }
        double months = (double)(upfrontUsd / savedUsdPerMonth), rate = (double)(MonthlyFactor.Of(1 + discountRatePerYear) - 1);
        if (rate == 0) { return months; }
        return months * rate < 1 ? -Log1P(-months * rate) / Log1P(rate) : null;
    }

    /// <summary><see cref="Words"/>.</summary>
    public override string ToString() => Words;

    /// <summary>ln(1 + x) without losing the digits of a small x, which .NET's own does.</summary>
    /// <remarks>Goldberg (1991), "What every computer scientist should know about floating-point arithmetic", ACM Computing Surveys 23:5–48, theorem 4.</remarks>
    private static double Log1P(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : x * Math.Log(sum) / (sum - 1);
    }
}
