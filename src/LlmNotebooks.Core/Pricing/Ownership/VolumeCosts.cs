namespace LlmNotebooks.Pricing.Ownership;

/// <summary>Costs at several volumes.</summary>
internal static class VolumeCosts
{
    public static IReadOnlyList<CostAtVolume> Of(OwnershipPlan plan, decimal upTo, int volumes, DrawnInputs drawn, int paths)
    {
        decimal[] asked = [.. Enumerable.Range(0, volumes).Select(i => upTo * i / (volumes - 1))];
        List<CostAtVolume> costs = [];
        PresentValues<double> median = new(plan, new PinnedInputs()), draws = new(plan, drawn);
        double[] sums = new double[plan.HorizonMonths + 1];
        foreach (ServingOption option in plan.Options)
        {
            // The volume is given, so only the other inputs vary.
            int needed = plan.UncertainInputs(option).Any(input => input.Kind != InputKind.RequestsPerMonth) ? paths : 1;
            double[][] totals = [.. asked.Select(_ => new double[needed])];
            for (int path = 0; path < needed; path++)
            {
                drawn.Path = path;
                for (int i = 0; i < volumes; i++) { totals[i][path] = Total(draws, option, asked[i]); }
            }

            for (int i = 0; i < volumes; i++)
            {
                double cost = Total(median, option, asked[i]);
                Percentiles spread = Percentiles.Of(totals[i]);
                costs.Add(new(asked[i], option.Name, double.IsFinite(cost) ? cost : null, spread.P5, spread.P95));
            }
        }

        return costs;

        double Total(PresentValues<double> values, ServingOption option, decimal volume)
        {
            values.Ask((double)volume).Sum(option, sums);
            return sums[^1];
        }
    }
}
