using System.Numerics;

namespace LlmNotebooks.Pricing.Ownership;

/// <summary>Machines of one's own.</summary>
/// <remarks>
/// Before the first month: set-up, and the machines of the first month. A month that outgrows them buys more and pays for them; machines are never sold before
/// the end. A month costs machines × (compute + maintenance + electricity), and staff. At the end each machine is worth its price less what it lost in a straight line:
/// one that served all N months has <see cref="ResidualShare"/> r left, one of age a has 1 − (1 − r)·a/N.
/// A horizon longer than the life of a machine is not for this: nothing is replaced.
/// </remarks>
public sealed record OwnedOption : MachineOption
{
    /// <summary>USD for a machine, at least 0.</summary>
    public required decimal HardwareUsdPerMachine { get; init => field = InputRange.NotNegative.Check(value, nameof(HardwareUsdPerMachine)); }

    /// <summary>USD a month and machine for room, rack and network, at least 0. Default 0.</summary>
    public decimal ComputeUsdPerMachineMonth { get; init => field = InputRange.NotNegative.Check(value, nameof(ComputeUsdPerMachineMonth)); }

    /// <summary>USD a month and machine for maintenance, at least 0. Default 0.</summary>
    public decimal MaintenanceUsdPerMachineMonth { get; init => field = InputRange.NotNegative.Check(value, nameof(MaintenanceUsdPerMachineMonth)); }

    /// <summary>USD a month and machine for electricity where the bill is known rather than the power, at least 0; added to what <see cref="Electricity"/> comes to. Default 0.</summary>
    public decimal ElectricityUsdPerMachineMonth { get; init => field = InputRange.NotNegative.Check(value, nameof(ElectricityUsdPerMachineMonth)); }

    /// <summary>Electricity from the power that a machine draws; null, the default, for none.</summary>
    public Electricity? Electricity { get; init; }

    /// <summary>Share of its price that a machine is worth after serving the whole horizon, in [0, 1]. Default 0.</summary>
    public Uncertain ResidualShare { get; init => field = InputRange.Share.Check(value, nameof(ResidualShare)); } = 0m;

    /// <inheritdoc/>
    public override string Kind => "owned";

    internal override IEnumerable<OwnershipInput> Inputs =>
        Known(ThroughputInputs.Append((InputKind.UsdPerKwh, Electricity?.UsdPerKwh)).Append((InputKind.ResidualShare, ResidualShare)));

    internal override void Fill<T>(Demand<T> demand, IInputs<T> inputs, Span<MonthCost<T>> months)
    {
        T seconds = SecondsPerRequest(demand, inputs), hardware = T.CreateChecked(HardwareUsdPerMachine), staff = T.CreateChecked(StaffUsdPerMonth);
        (T perMachine, T perRequest) = Running(demand, inputs, seconds);
        T lost = T.One - inputs.Of(Name, InputKind.ResidualShare, ResidualShare), life = T.CreateChecked(demand.Months);
        MachineCount<T> counting = Counting(demand, seconds);
        T machines = counting.Of(demand.Requests[1]), residual = T.Zero, bought = machines, age = life;
        months[0] = new(machines, T.CreateChecked(SetUpUsd) + (bought * hardware), T.Zero, T.Zero);
        for (int month = 1; month < months.Length; month++)
        {
            if (month > 1)
            {
                T needed = counting.Of(demand.Requests[month]);
                bought = needed > machines ? needed - machines : T.Zero;
                machines += bought;
            }

            if (bought > T.Zero) { residual += bought * hardware * (T.One - (lost * age / life)); }
            age -= T.One;
            months[month] = new(
                machines, month > 1 ? bought * hardware : T.Zero, (machines * perMachine) + (demand.Requests[month] * perRequest) + staff,
                month == demand.Months ? residual : T.Zero);
        }
    }

    /// <summary>USD a month for a machine that is on, and USD for the work of a request.</summary>
    private (T PerMachine, T PerRequest) Running<T>(Demand<T> demand, IInputs<T> inputs, T secondsPerRequest)
        where T : struct, IFloatingPoint<T>
    {
        T fixedCosts = T.CreateChecked(ComputeUsdPerMachineMonth + MaintenanceUsdPerMachineMonth + ElectricityUsdPerMachineMonth);
        if (Electricity is null) { return (fixedCosts, T.Zero); }
        T idle = T.CreateChecked(Electricity.IdleWatts ?? Electricity.Watts), work = T.CreateChecked(Electricity.Watts) - idle;
        T perWattHour = T.CreateChecked(Electricity.Pue) * inputs.Of(Name, InputKind.UsdPerKwh, Electricity.UsdPerKwh) / T.CreateChecked(1_000);
        return (fixedCosts + (idle * T.CreateChecked(HoursPerMonth) * Billed(demand.LoadFactor) * perWattHour), work * secondsPerRequest / T.CreateChecked(SecondsPerHour) * perWattHour);
    }
}
