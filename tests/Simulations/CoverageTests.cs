using LlmNotebooks.Statistics;

namespace Simulations;

/// <summary>Whether 95 % intervals contain the truth as often as they say.</summary>
public sealed class CoverageTests
{
    private const int Resamples = 1_000;

    private static readonly string[] Names = [.. Enumerable.Range(0, 800).Select(i => $"i{i:000}")];

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

    // A rate from 0.05, 0.10, …, 0.95 in each run: at single rates the coverage of any interval of counts jumps up and down.
    [Theory]
    [InlineData(20)]
    [InlineData(50)]
    [InlineData(200)]
    public void The_Wilson_interval_over_rates(int items) => Simulation.AssertCoverage($"Wilson interval, {items} items, rates 0.05 to 0.95", 3, draws =>
    {
        double rate = (1 + draws.Below(19)) / 20.0;
        Interval interval = Proportion.Wilson(Enumerable.Range(0, items).Count(_ => draws.Uniform() < rate), items);
        return new Interval(interval.Lower - rate, interval.Upper - rate);
    }, 0);

    // What the bootstrap takes for granted: independent scores of one distribution, and many of them.
    [Fact]
    public void The_BCa_interval_of_the_mean_of_100_normal_scores() => Simulation.AssertCoverage(
        "BCa interval, 100 normal scores", 4, draws => Bca(draws, Enumerable.Range(0, 100).Select(_ => draws.Normal())), 0);

    [Fact]
    public void The_BCa_interval_of_the_mean_of_200_right_and_wrong_answers() => Simulation.AssertCoverage(
        "BCa interval, 200 answers of which 0.7 are right", 5, draws => Bca(draws, Enumerable.Range(0, 200).Select(_ => draws.Uniform() < 0.7 ? 1.0 : 0)), 0.7);

    [Fact]
    public void The_BCa_interval_of_the_mean_of_200_skewed_scores() => Simulation.AssertCoverage(
        "BCa interval, 200 exponential scores", 6, draws => Bca(draws, Enumerable.Range(0, 200).Select(_ => draws.Exponential())), 1);

    [Fact]
    public void The_cluster_bootstrap_with_100_clusters() => Simulation.AssertCoverage(
        "cluster bootstrap, BCa, 100 clusters of 2 to 8", 7, draws => Bootstrap.ClusteredMean(Clustered(draws, 100), draws.Below(int.MaxValue), Resamples).Bca!.Value, 0);

    // Why the documentation sends few values to the t interval.
    [Fact]
    public void The_BCa_interval_of_10_scores_is_too_narrow() => Assert.InRange(
        Simulation.Share("BCa interval, 10 normal scores", 8, draws => Bca(draws, Enumerable.Range(0, 10).Select(_ => draws.Normal())).Contains(0)), 0.85, 0.93);

    private static Interval Bca(Draws draws, IEnumerable<double> scores) => Bootstrap.Mean([.. scores], draws.Below(int.MaxValue), Resamples).Bca!.Value;

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
