using System.Numerics;

namespace LlmNotebooks.Pricing.Ownership;

/// <summary>One way to have a workload served: <see cref="ApiOption"/>, <see cref="RentedOption"/> or <see cref="OwnedOption"/>.</summary>
public abstract record ServingOption
{
    private protected ServingOption()
    {
    }

    /// <summary>How results call it; not empty.</summary>
    public required string Name { get; init => field = Valid.Text(value, nameof(Name)); }

    /// <summary>Share of the requests whose answer solves the task, in [0, 1]; null, the default, where it is not known.</summary>
    public Uncertain? ShareSolved { get; init => field = value is null ? null : InputRange.Share.Check(value, nameof(ShareSolved)); }

    /// <summary>USD paid once before the first month, at least 0: integration, installation, tests. Default 0.</summary>
    public decimal SetUpUsd { get; init => field = InputRange.NotNegative.Check(value, nameof(SetUpUsd)); }

    /// <summary>USD a month for people, however many machines there are, at least 0. Default 0.</summary>
    public decimal StaffUsdPerMonth { get; init => field = InputRange.NotNegative.Check(value, nameof(StaffUsdPerMonth)); }

    /// <summary>What the option is: api, rented, owned.</summary>
    public abstract string Kind { get; }

    /// <summary>What may be uncertain.</summary>
    internal abstract IEnumerable<OwnershipInput> Inputs { get; }

    /// <summary>The costs of months 0 to the last.</summary>
    internal abstract void Fill<T>(Demand<T> demand, IInputs<T> inputs, Span<MonthCost<T>> months)
        where T : struct, IFloatingPoint<T>;

    /// <summary>Volumes of the first month at which the cost bends or steps, for a demand of one request in the first month.</summary>
    /// <param name="perUnit">The demand for one request in the first month.</param>
    /// <param name="inputs">The values.</param>
    /// <param name="upTo">The largest volume that matters.</param>
    internal abstract IEnumerable<decimal> Breaks(Demand<decimal> perUnit, IInputs<decimal> inputs, decimal upTo);

    private protected IEnumerable<OwnershipInput> Known(IEnumerable<(InputKind, Uncertain?)> values) =>
        values.Append((InputKind.ShareSolved, ShareSolved)).Where(input => input.Item2 is not null).Select(input => new OwnershipInput(Name, input.Item1, input.Item2!));
}
