using System.Numerics;

namespace LlmNotebooks.Pricing.Ownership;

/// <summary>A service that charges by the token.</summary>
/// <remarks>
/// A month costs the larger of the minimum and requests × price of a request, and staff. In month m the price of a request is
/// (1 − decline)^((m − 1)/12) times the first month's; the minimum stays.
/// </remarks>
public sealed record ApiOption : ServingOption
{
    /// <summary>What it charges in the first month.</summary>
    public required ApiPrices Prices { get; init => field = Valid.NotNull(value, nameof(Prices)); }

    /// <summary>By how much the prices fall in a year: 0.3 is 30%, negative where they rise. In [−1, 1). Default 0.</summary>
    public Uncertain PriceDeclinePerYear { get; init => field = InputRange.Decline.Check(value, nameof(PriceDeclinePerYear)); } = 0m;

    /// <inheritdoc/>
    public override string Kind => "api";

    internal override IEnumerable<OwnershipInput> Inputs => Known([(InputKind.PriceDeclinePerYear, PriceDeclinePerYear)]);

    internal override void Fill<T>(Demand<T> demand, IInputs<T> inputs, Span<MonthCost<T>> months)
    {
        (T price, T falls) = (demand.UsdPerRequest(Prices), Falls(inputs));
        (T minimum, T staff) = (T.CreateChecked(Prices.MonthlyMinimumUsd), T.CreateChecked(StaffUsdPerMonth));
        months[0] = new(T.Zero, T.CreateChecked(SetUpUsd), T.Zero, T.Zero);
        for (int month = 1; month < months.Length; month++, price *= falls)
        {
            months[month] = new(T.Zero, T.Zero, T.Max(minimum, demand.Requests[month] * price) + staff, T.Zero);
        }
    }

    internal override IEnumerable<decimal> Breaks(Demand<decimal> perUnit, IInputs<decimal> inputs, decimal upTo)
    {
        (decimal price, decimal falls) = (perUnit.UsdPerRequest(Prices), Falls(inputs));
        for (int month = 1; month <= perUnit.Months; month++, price *= falls)
        {
            decimal perVolume = price * perUnit.Requests[month];
            if (perVolume * upTo > Prices.MonthlyMinimumUsd && Prices.MonthlyMinimumUsd > 0) { yield return Prices.MonthlyMinimumUsd / perVolume; }
        }
    }

    private T Falls<T>(IInputs<T> inputs)
        where T : struct, IFloatingPoint<T> =>
        MonthlyFactor.Of(T.One - inputs.Of(Name, InputKind.PriceDeclinePerYear, PriceDeclinePerYear));
}
