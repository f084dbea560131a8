using System.Globalization;

namespace LlmNotebooks.Pricing.Ownership;

/// <summary>Break-even with every uncertain input drawn.</summary>
/// <remarks>
/// Inputs are independent of each other; what options share, the workload, is drawn once for both. A draw depends on the seed, the input's name and the path alone.
/// Quantiles of the break-even month are months that were seen; later than every month is "never", a null.
/// </remarks>
public sealed record BreakEvenSimulation
{
    private BreakEvenSimulation(string option, string than, long seed, int horizon, int?[] months, double[] savings, double[] costs, double[] others)
    {
        (Option, Than, Seed, HorizonMonths, Months, SavingsUsd) = (option, than, seed, horizon, months, savings);
        int[] brokeEven = new int[horizon + 1];
        foreach (int month in months.OfType<int>()) { brokeEven[month]++; }
        MonthProbability[] byMonth = new MonthProbability[horizon + 1];
        int sum = 0;
        for (int month = 0; month <= horizon; month++)
        {
            double share = (double)(sum += brokeEven[month]) / months.Length;
            byMonth[month] = new(month, share, StandardError(share));
        }

        ByMonth = byMonth;
        (SavingUsd, CostUsd, OtherCostUsd) = (Percentiles.Of(savings), Percentiles.Of(costs), Percentiles.Of(others));
        ShareSaving = (double)savings.Count(saving => saving >= -PresentValues<double>.Equal) / savings.Length;
    }

    /// <summary>The option that is to pay off.</summary>
    public string Option { get; }

    /// <summary>The option that it is compared with.</summary>
    public string Than { get; }

    /// <summary>Seed of the draws.</summary>
    public long Seed { get; }

    /// <summary>How many draws.</summary>
    public int Paths => Months.Count;

    /// <summary>Months of the plan.</summary>
    public int HorizonMonths { get; }

    /// <summary>How likely break-even is by each month, from 0 to the horizon.</summary>
    public IReadOnlyList<MonthProbability> ByMonth { get; }

    /// <summary>Break-even month of each path, as in <see cref="BreakEven.Month"/>; null for never.</summary>
    public IReadOnlyList<int?> Months { get; }

    /// <summary>How much less the option costs over the horizon in each path, as a value today, USD: −∞ in one where it solves nothing, ∞ where only the other does.</summary>
    public IReadOnlyList<double> SavingsUsd { get; }

    /// <summary>How <see cref="SavingsUsd"/> spread.</summary>
    public Percentiles SavingUsd { get; }

    /// <summary>What the option costs over the horizon as a value today, USD, on the plan's basis.</summary>
    public Percentiles CostUsd { get; }

    /// <summary>What the other one costs.</summary>
    public Percentiles OtherCostUsd { get; }

    /// <summary>Share of the paths in which the option costs no more over the horizon; a millionth of a dollar more counts as no more.</summary>
    public double ShareSaving { get; }

    /// <summary>Share of the paths that never break even.</summary>
    public double ShareNever => 1 - ByMonth[^1].Probability;

    /// <summary>Monte Carlo standard error of <see cref="ShareNever"/>.</summary>
    public double ShareNeverStandardError => ByMonth[^1].StandardError;

    /// <summary>The answer in a sentence.</summary>
    public string Words => string.Create(
        CultureInfo.InvariantCulture,
        $"{Option} breaks even with {Than} within {HorizonMonths} months in {100 * ByMonth[^1].Probability:0.0}% of {Paths:N0} paths (± {100 * ShareNeverStandardError:0.0}), never in {100 * ShareNever:0.0}%. Quantiles of the month: 5% {Name(0.05)}, 50% {Name(0.5)}, 95% {Name(0.95)}.");

    /// <summary>The first month by which at least a share of the paths has broken even; null for never.</summary>
    /// <param name="p">The share, in (0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is not in (0, 1].</exception>
    public int? MonthQuantile(double p)
    {
        if (p is not (> 0 and <= 1)) { throw new ArgumentOutOfRangeException(nameof(p), p, "Must be above 0 and at most 1."); }
        return ByMonth.FirstOrDefault(month => month.Probability >= p)?.Month;
    }

    /// <summary><see cref="Words"/>.</summary>
    public override string ToString() => Words;

    internal static BreakEvenSimulation Run(OwnershipPlan plan, ServingOption option, ServingOption than, long seed, int paths)
    {
        DrawnInputs drawn = new(seed);
        PresentValues<double> values = new(plan, drawn);
        double[] sums = new double[plan.HorizonMonths + 1], others = new double[plan.HorizonMonths + 1];
        int?[] months = new int?[paths];
        double[] savings = new double[paths], costs = new double[paths], otherCosts = new double[paths];
        for (int path = 0; path < paths; path++)
        {
            drawn.Path = path;
            values.Ask().Sum(option, sums);
            values.Sum(than, others);
            months[path] = PresentValues<double>.BreakEven(sums, others);
            savings[path] = PresentValues<double>.Saving(sums, others);
            (costs[path], otherCosts[path]) = (sums[^1], others[^1]);
        }

        return new(option.Name, than.Name, seed, plan.HorizonMonths, months, savings, costs, otherCosts);
    }

    private double StandardError(double share) => Math.Sqrt(share * (1 - share) / Months.Count);

    private string Name(double p) => MonthQuantile(p)?.ToString(CultureInfo.InvariantCulture) ?? "never";
}
