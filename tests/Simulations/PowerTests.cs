using LlmNotebooks.Statistics;

namespace Simulations;

/// <summary>Whether comparisons find differences as often as their design says.</summary>
public sealed class PowerTests
{
    private static readonly string[] Names = [.. Enumerable.Range(0, 300).Select(i => $"i{i:000}")];

    // Four standard errors of a share near 0.8 among 20,000 runs.
    private const double Tolerance = 0.0113;

    [Fact]
    public void The_paired_t_test_has_the_power_of_the_noncentral_t() => Assert.InRange(
        Simulation.Share("paired t, 12 items, one standard deviation", 20, draws => Finds(draws, 12, 1, 0, 1)),
        Power.OneSampleT(1, 12) - Tolerance,
        Power.OneSampleT(1, 12) + Tolerance);

    // Twenty clusters of five items, three repetitions for both models; variances 1 between items, of which 0.2 between clusters, and 0.5 within for each model.
    [Fact]
    public void A_clustered_design_with_repetitions_has_the_power_that_it_says()
    {
        const double Total = 1 + (1.0 / 3);
        PairedDesign design = new() { VarianceBetween = 1, VarianceWithin = 1, ClusterSize = 5, Icc = 0.2 / Total, Source = "the simulation" };
        double effect = design.MinimumDetectableEffect(100, repetitions: 3)!.Value;

        double found = Simulation.Share("clustered, with repetitions", 21, draws => Finds(draws, 20, 5, 0.2, effect, within: 0.5, repetitions: 3));

        Assert.InRange(found, 0.8 - Tolerance, 0.8 + Tolerance);
    }

    private static bool Finds(Draws draws, int clusters, int size, double betweenClusters, double effect, double within = 0, int repetitions = 1)
    {
        List<ItemScore> a = [], b = [];
        for (int cluster = 0; cluster < clusters; cluster++)
        {
            double shared = Math.Sqrt(betweenClusters) * draws.Normal();
            for (int i = 0; i < size; i++)
            {
                string item = Names[(cluster * size) + i];
                double difference = effect + shared + (Math.Sqrt(1 - betweenClusters) * draws.Normal());
                for (int repetition = 0; repetition < repetitions; repetition++)
                {
                    a.Add(new ItemScore(item, difference + (Math.Sqrt(within) * draws.Normal()), Names[cluster]));
                    b.Add(new ItemScore(item, Math.Sqrt(within) * draws.Normal(), Names[cluster]));
                }
            }
        }

        return PairedComparison.Compare("a", a, "b", b).Verdict == ComparisonVerdict.ABetter;
    }
}
