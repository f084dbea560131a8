using LlmNotebooks.Evaluation;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tests.Statistics;

// 198 items, 5 epochs, two models: stephlinds/evalconfidence (Apache-2.0), examples/data/gpqa_diamond_scores.csv.
// Expected figures: the outputs of its examples/demo.ipynb as printed there (36463ba), and, to ten digits, the ones published with the data.
public sealed class GpqaDiamondTests
{
    private const string Nano = "openai/gpt-5-nano-2025-08-07";
    private const string Mini = "openai/gpt-5.4-mini-2026-03-17";

    private static readonly Lazy<PairedComparison> Comparison = new(() =>
    {
        string path = SharedData.Require("golden/gpqa_diamond_scores.csv");
        return ScoreTable.Load(path, new ScoreColumns("model_id", "item_id", "score", "epoch")).Compare(Nano, Mini);
    });

    [Fact]
    public void Means_and_their_difference_are_the_published_ones()
    {
        Assert.Equal(.6757575758, Comparison.Value.A.Mean!.Value, tolerance: 5e-11);
        Assert.Equal(.6171717172, Comparison.Value.B.Mean!.Value, tolerance: 5e-11);
        Assert.Equal(.0585858586, Comparison.Value.Difference!.Value, tolerance: 5e-11);
    }

    [Fact]
    public void The_paired_error_its_p_value_and_interval_are_the_published_ones()
    {
        PairedComparison c = Comparison.Value;

        Assert.Equal(.0277884734, c.SePaired!.Value, tolerance: 5e-11);
        Assert.Equal(197, c.DegreesOfFreedom);
        Assert.Equal(0.0363, c.P!.Value, tolerance: 5e-5);
        Assert.Equal(0.004, c.Interval!.Value.Lower, tolerance: 5e-4);
        Assert.Equal(0.113, c.Interval!.Value.Upper, tolerance: 5e-4);
        Assert.Equal(ComparisonVerdict.ABetter, c.Verdict);
    }

    [Fact]
    public void Naive_and_clustered_errors_are_the_published_ones()
    {
        MeanEstimate nano = Comparison.Value.A.Estimate;

        Assert.Equal(990, nano.Observations);
        Assert.Equal(198, nano.Clusters);
        Assert.Equal(0.0149, nano.SeNaive!.Value, tolerance: 5e-5);
        Assert.Equal(0.0276, nano.Se!.Value, tolerance: 5e-5);
        Assert.Equal(3.44, Math.Pow(nano.Se!.Value / nano.SeNaive!.Value, 2), tolerance: 5e-3);
        Assert.Equal(nano.Se!.Value * Math.Sqrt(197.0 / 198), nano.SeUncorrected!.Value, tolerance: 1e-15);
    }

    // The notebook's interval is t's, of a standard error that does not follow the rate; ours of right and wrong answers is Wilson's, a little nearer to ½.
    [Fact]
    public void The_t_interval_of_the_mean_is_the_published_one_and_Wilsons_is_near()
    {
        IReadOnlyList<ItemScore> nano = ScoreTable.Load(SharedData.Require("golden/gpqa_diamond_scores.csv"), new ScoreColumns("model_id", "item_id", "score", "epoch")).Scores(Nano);
        MeanEstimate t = ClusteredMean.Estimate(nano, range: ScoreRange.Unbounded), wilson = ClusteredMean.Estimate(nano);

        Assert.Equal((IntervalMethod.T, IntervalMethod.WilsonEffective), (t.Method, wilson.Method));
        Assert.Equal(0.6213, t.Interval!.Value.Lower, tolerance: 5e-5);
        Assert.Equal(0.7302, t.Interval!.Value.Upper, tolerance: 5e-5);
        Assert.InRange(wilson.Interval!.Value.Lower, t.Interval.Value.Lower - 0.005, t.Interval.Value.Lower);
        Assert.InRange(wilson.Interval!.Value.Upper, t.Interval.Value.Upper - 0.005, t.Interval.Value.Upper);
    }

    [Fact]
    public void Pairing_is_worth_what_was_published()
    {
        PairedComparison c = Comparison.Value;

        Assert.Equal(2.1, c.VarianceRatio!.Value, tolerance: 0.05);
        Assert.Equal(420, c.Items * c.VarianceRatio!.Value, tolerance: 0.5);
        // The notebook's Welch test has p = 0.1486 at some 392 degrees of freedom; the normal tail is a little lighter.
        Assert.Equal(0.1486, c.PUnpaired!.Value, tolerance: 1e-3);
        // Var(a−b) = Var(a) + Var(b) − 2 r SD(a) SD(b), Miller 2024 (arXiv:2411.00640), paired differences.
        double a = c.A.SeClustered!.Value, b = c.B.SeClustered!.Value;
        Assert.Equal(c.SePaired!.Value, Math.Sqrt((a * a) + (b * b) - (2 * c.Correlation!.Value * a * b)), tolerance: 1e-14);
    }

    [Fact]
    public void Without_a_column_of_repetitions_rows_of_one_item_are_its_repetitions()
    {
        ScoreTable table = ScoreTable.Load(SharedData.Require("golden/gpqa_diamond_scores.csv"), new ScoreColumns("model_id", "item_id", "score"));

        Assert.Equal(Comparison.Value.SePaired, table.Compare(Nano, Mini).SePaired);
    }
}
