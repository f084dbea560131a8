namespace LlmNotebooks.Pricing.Ownership;

/// <summary>What one uncertain input alone does to the saving, the others at their median.</summary>
/// <param name="Option">The option whose input it is; empty for the workload's.</param>
/// <param name="Input">What it is, by its property's name in snake_case.</param>
/// <param name="Low">Its 5% quantile.</param>
/// <param name="High">Its 95% quantile.</param>
/// <param name="SavingAtLowUsd">Discounted saving over the horizon at the low value, USD; null where one of the options solves nothing.</param>
/// <param name="SavingAtHighUsd">Discounted saving at the high value, USD; null where one of the options solves nothing.</param>
/// <param name="MonthAtLow">Break-even month at the low value; null for never.</param>
/// <param name="MonthAtHigh">Break-even month at the high value; null for never.</param>
public sealed record TornadoBar(
    string Option, string Input, double Low, double High, double? SavingAtLowUsd, double? SavingAtHighUsd, int? MonthAtLow, int? MonthAtHigh)
{
    /// <summary>How far apart the savings are, USD; null where one of them is missing, which is wider than any.</summary>
    public double? SwingUsd => SavingAtLowUsd is { } low && SavingAtHighUsd is { } high ? Math.Abs(high - low) : null;

    /// <summary>The input as one reads it: its option and its name.</summary>
    public string Label => Option.Length == 0 ? Input : $"{Option}: {Input}";

    internal static IReadOnlyList<TornadoBar> All(OwnershipPlan plan, ServingOption option, ServingOption than)
    {
        double[] sums = new double[plan.HorizonMonths + 1], others = new double[plan.HorizonMonths + 1];
        ServingOption[] both = option == than ? [option] : [option, than];
        return [.. plan.UncertainInputs(both).Select(Bar).OrderByDescending(bar => bar.SwingUsd ?? double.PositiveInfinity)];

        TornadoBar Bar(OwnershipInput input)
        {
            (double low, double high) = (input.Value.Quantile(0.05), input.Value.Quantile(0.95));
            ((double? lowSaving, int? lowMonth), (double? highSaving, int? highMonth)) = (At(input, 0.05), At(input, 0.95));
            return new(input.Owner, input.Name, low, high, lowSaving, highSaving, lowMonth, highMonth);
        }

        (double? Saving, int? Month) At(OwnershipInput input, double p)
        {
            PresentValues<double> values = new PresentValues<double>(plan, new PinnedInputs(input, p)).Ask();
            values.Sum(option, sums);
            values.Sum(than, others);
            double saving = PresentValues<double>.Saving(sums, others);
            return (double.IsFinite(saving) ? saving : null, PresentValues<double>.BreakEven(sums, others));
        }
    }
}
