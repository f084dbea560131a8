using System.Numerics;

namespace LlmNotebooks.Pricing.Ownership;

/// <summary>Serving on machines, of which there are as many as the peak of the demand needs.</summary>
/// <remarks>
/// A month's machines: requests × seconds per request, over the month's seconds × load factor, rounded up; never fewer than
/// <see cref="MinimumMachines"/>. What exceeds a machine by less than a billionth of one is rounding and adds none.
/// </remarks>
public abstract record MachineOption : ServingOption
{
    /// <summary>Hours of an average month: 8,760 / 12.</summary>
    public const int HoursPerMonth = 730;

    private protected const int SecondsPerHour = 3_600;

    private protected MachineOption()
    {
    }

    /// <summary>The SLO-limited peak of one machine.</summary>
    public required MachineThroughput Throughput { get; init => field = Valid.NotNull(value, nameof(Throughput)); }

    /// <summary>
    /// Share of the month's hours for which a machine is on, and so paid: rented, its hours are billed; owned, it draws power. Above 0 and at most 1. Default 1.
    /// </summary>
    /// <remarks>
    /// Below 1 where machines are switched off when demand is low. They cannot be on for less than their work takes, so where the
    /// load factor is larger, it is used instead.
    /// </remarks>
    public decimal BilledHoursFraction { get; init => field = InputRange.LoadFactor.Check(value, nameof(BilledHoursFraction)); } = 1;

    /// <summary>Machines that are there even without demand, at least 1: more where one that fails must not be missed. Default 1.</summary>
    public int MinimumMachines { get; init => field = Valid.From(1, int.MaxValue, value, nameof(MinimumMachines)); } = 1;

    private protected IEnumerable<(InputKind, Uncertain?)> ThroughputInputs =>
        [(InputKind.OutputTokensPerSecond, Throughput.OutputTokensPerSecond), (InputKind.InputTokensPerSecond, Throughput.InputTokensPerSecond)];

    internal override IEnumerable<decimal> Breaks(Demand<decimal> perUnit, IInputs<decimal> inputs, decimal upTo)
    {
        MachineCount<decimal> counting = Counting(perUnit, SecondsPerRequest(perUnit, inputs));
        for (int month = 1; month <= perUnit.Months; month++)
        {
            decimal machines = perUnit.Requests[month] * counting.PerRequest;
            for (decimal count = MinimumMachines; count < machines * upTo; count++) { yield return count / machines; }
        }
    }

    /// <summary>Seconds of a machine that a request takes.</summary>
    private protected T SecondsPerRequest<T>(Demand<T> demand, IInputs<T> inputs)
        where T : struct, IFloatingPoint<T>
    {
        T seconds = demand.OutputTokens / inputs.Of(Name, InputKind.OutputTokensPerSecond, Throughput.OutputTokensPerSecond);
        return Throughput.InputTokensPerSecond is { } reading
            ? seconds + (demand.InputTokens * (T.One - demand.CachedShare) / inputs.Of(Name, InputKind.InputTokensPerSecond, reading))
            : seconds;
    }

    /// <summary>How many machines a month's requests need.</summary>
    private protected MachineCount<T> Counting<T>(Demand<T> demand, T secondsPerRequest)
        where T : struct, IFloatingPoint<T> =>
        new(secondsPerRequest / (T.CreateChecked(HoursPerMonth * SecondsPerHour) * demand.LoadFactor), T.CreateChecked(MinimumMachines));

    /// <summary>Share of the month's hours for which a machine is on.</summary>
    private protected T Billed<T>(T loadFactor)
        where T : struct, IFloatingPoint<T> => T.Max(T.CreateChecked(BilledHoursFraction), loadFactor);
}
