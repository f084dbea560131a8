using System.Numerics;

namespace LlmNotebooks.Pricing.Ownership;

/// <summary>Discounted sums of what options cost after each month, for one set of values.</summary>
internal sealed class PresentValues<T>
    where T : struct, IFloatingPoint<T>
{
    /// <summary>USD that make no difference.</summary>
    public static readonly T Equal = T.CreateChecked(1e-6);

    private readonly OwnershipPlan _plan;
    private readonly IInputs<T> _inputs;
    private readonly MonthCost<T>[] _months;
    private readonly T[] _discounts;

    public PresentValues(OwnershipPlan plan, IInputs<T> inputs)
    {
        (_plan, _inputs) = (plan, inputs);
        Demand = new Demand<T>(plan.Workload, plan.HorizonMonths);
        _months = new MonthCost<T>[plan.HorizonMonths + 1];
        _discounts = Discounts(plan);
    }

    public Demand<T> Demand { get; }

    /// <summary>Factors by which the costs of months 0 to the last are worth less today.</summary>
    public static T[] Discounts(OwnershipPlan plan)
    {
        T[] factors = new T[plan.HorizonMonths + 1];
        T monthly = T.One / MonthlyFactor.Of(T.One + T.CreateChecked(plan.DiscountRatePerYear));
        factors[0] = T.One;
        for (int month = 1; month < factors.Length; month++) { factors[month] = factors[month - 1] * monthly; }
        return factors;
    }

    /// <summary>Fills the demand; a volume given replaces the plan's.</summary>
    public PresentValues<T> Ask(T? firstMonth = null)
    {
        Demand.Set(
            firstMonth ?? _inputs.Of("", InputKind.RequestsPerMonth, _plan.Requests),
            _inputs.Of("", InputKind.GrowthPerMonth, _plan.Growth),
            _inputs.Of("", InputKind.LoadFactor, _plan.LoadFactor));
        return this;
    }

    /// <summary>Fills the discounted sums of an option, on the plan's basis; infinite where it solves nothing.</summary>
    public void Sum(ServingOption option, Span<T> sums)
    {
        option.Fill(Demand, _inputs, _months);
        T solved = _plan.Basis == CostBasis.Request ? T.One : _inputs.Of(option.Name, InputKind.ShareSolved, option.ShareSolved!);
        if (solved <= T.Zero)
        {
            sums.Fill(T.CreateChecked(double.PositiveInfinity));
            return;
        }

        T sum = T.Zero;
        for (int month = 0; month < _months.Length; month++)
        {
            sum += _months[month].Total * _discounts[month];
            sums[month] = sum / solved;
        }
    }

    /// <summary>The first month from which one stays at or below the other; null for never.</summary>
    public static int? BreakEven(ReadOnlySpan<T> sums, ReadOnlySpan<T> than)
    {
        int month = sums.Length;
        while (month > 0 && T.IsFinite(sums[month - 1]) && sums[month - 1] <= than[month - 1] + Equal) { month--; }
        return month < sums.Length ? month : null;
    }

    /// <summary>How much less the whole horizon costs; −∞ where the option solves nothing.</summary>
    public static T Saving(ReadOnlySpan<T> sums, ReadOnlySpan<T> than) => T.IsFinite(sums[^1]) ? than[^1] - sums[^1] : -sums[^1];
}
