namespace LlmNotebooks.Pricing.Ownership;

/// <summary>Costs at several volumes.</summary>
internal static class VolumeCosts
{
    public static IReadOnlyList<CostAtVolume> Of(OwnershipPlan plan, decimal upTo, int volumes, DrawnInputs drawn, int paths)
    {
        List<CostAtVolume> costs = [];
        PresentValues<double> median = new(plan, new PinnedInputs()), draws = new(plan, drawn);
        double[] sums = new double[plan.HorizonMonths + 1], totals = new double[paths];
        foreach (ServingOption option in plan.Options)
        {
            bool certain = !plan.UncertainInputs(option).Any(input => input.Kind != InputKind.RequestsPerMonth);
            for (int i = 0; i < volumes; i++)
            {
                decimal volume = upTo * i / (volumes - 1);
                median.Ask((double)volume).Sum(option, sums);
                double cost = sums[^1];
                Percentiles spread = certain ? Percentiles.Of([cost]) : Spread(option, volume);
                costs.Add(new(volume, option.Name, double.IsFinite(cost) ? cost : null, spread.P5, spread.P95));
            }
        }

        return costs;

        Percentiles Spread(ServingOption option, decimal volume)
        {
            for (int path = 0; path < paths; path++)
            {
                drawn.Path = path;
                draws.Ask((double)volume).Sum(option, sums);
                totals[path] = sums[^1];
            }

            return Percentiles.Of(totals);
        }
    }
}
