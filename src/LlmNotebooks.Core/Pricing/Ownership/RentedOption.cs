namespace LlmNotebooks.Pricing.Ownership;

/// <summary>Machines that are rented by the hour, more of them in a month that needs more and fewer in one that needs fewer.</summary>
/// <remarks>A month costs machines × 730 h × billed-hours fraction × price of an hour, and staff.</remarks>
public sealed record RentedOption : MachineOption
{
    /// <summary>USD for a machine and hour in the first month, at least 0.</summary>
    public required decimal UsdPerMachineHour { get; init => field = InputRange.NotNegative.Check(value, nameof(UsdPerMachineHour)); }

    /// <summary>By how much the price of an hour falls in a year, month by month; negative where it rises. In [−1, 1). Default 0.</summary>
    public Uncertain PriceDeclinePerYear { get; init => field = InputRange.Decline.Check(value, nameof(PriceDeclinePerYear)); } = 0m;

    /// <inheritdoc/>
    public override string Kind => "rented";

    internal override IEnumerable<OwnershipInput> Inputs => Known(ThroughputInputs.Prepend((InputKind.PriceDeclinePerYear, PriceDeclinePerYear)));

    internal override void Fill<T>(Demand<T> demand, IInputs<T> inputs, Span<MonthCost<T>> months)
    {
        MachineCount<T> counting = Counting(demand, SecondsPerRequest(demand, inputs));
        T staff = T.CreateChecked(StaffUsdPerMonth);
        T price = T.CreateChecked(UsdPerMachineHour) * T.CreateChecked(HoursPerMonth) * Billed(demand.LoadFactor);
        T falls = MonthlyFactor.Of(T.One - inputs.Of(Name, InputKind.PriceDeclinePerYear, PriceDeclinePerYear));
        months[0] = new(T.Zero, T.CreateChecked(SetUpUsd), T.Zero, T.Zero);
        for (int month = 1; month < months.Length; month++, price *= falls)
        {
            T machines = counting.Of(demand.Requests[month]);
            months[month] = new(machines, T.Zero, (machines * price) + staff, T.Zero);
        }
    }
}
