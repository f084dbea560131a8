using LlmNotebooks.Statistics;

namespace Simulations;

/// <summary>Whether 95 % intervals contain the truth as often as they say.</summary>
public sealed class CoverageTests
{
    private static readonly string[] Names = [.. Enumerable.Range(0, 300).Select(i => $"i{i:000}")];

    [Theory]
    [InlineData(30)]
    [InlineData(5)]
    public void The_t_interval_of_normal_scores(int items) => Simulation.AssertCoverage(
        $"t interval, {items} normal scores", 1, draws => Mean(Enumerable.Range(0, items).Select(i => new ItemScore(Names[i], draws.Normal()))), 0);

    // Clusters of 2 to 8 items, with a third of the variance between the clusters.
    [Fact]
    public void The_clustered_interval_with_30_clusters() => Simulation.AssertCoverage(
        "clustered interval, 30 clusters of 2 to 8", 2, draws => Mean(Clustered(draws, 30)), 0);

    // The interval that takes the items as independent must fail here, or the simulation shows nothing.
    [Fact]
    public void An_interval_that_ignores_clusters_covers_too_rarely() => Assert.InRange(
        Simulation.Share("interval that ignores the clusters", 2, draws => Mean(Clustered(draws, 30).Select(score => score with { Cluster = null })).Contains(0)), 0.5, 0.9);

    private static Interval Mean(IEnumerable<ItemScore> scores) => ClusteredMean.Estimate(scores).Interval!.Value;

    private static List<ItemScore> Clustered(Draws draws, int clusters)
    {
        List<ItemScore> scores = [];
        for (int cluster = 0; cluster < clusters; cluster++)
        {
            double effect = draws.Normal();
            int size = 2 + draws.Below(7);
            for (int i = 0; i < size; i++) { scores.Add(new ItemScore(Names[scores.Count], effect + (Math.Sqrt(2) * draws.Normal()), Names[cluster])); }
        }

        return scores;
    }
}
