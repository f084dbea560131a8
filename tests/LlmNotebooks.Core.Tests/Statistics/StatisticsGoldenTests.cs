using System.Text.Json;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tests.Statistics;

// Inputs and outputs of SciPy 1.10.1 (12 digits), in golden.json.
public sealed class StatisticsGoldenTests
{
    private const double Digits = 1e-10;

    [Fact]
    public void Mean_and_t_interval_are_SciPys()
    {
        (JsonElement input, JsonElement output) = GoldenFigures.Group("mean_se_t_ci");
        double[] x = Numbers(input.GetProperty("x"));

        MeanEstimate at95 = ClusteredMean.Estimate(Items(x)), at99 = ClusteredMean.Estimate(Items(x), 0.99);

        Assert.Equal(output.GetProperty("mean").GetDouble(), at95.Mean!.Value, Digits);
        Assert.Equal(output.GetProperty("se").GetDouble(), at95.Se!.Value, Digits);
        Assert.Equal(output.GetProperty("se").GetDouble(), at95.SeNaive!.Value, Digits);
        AssertInterval(output.GetProperty("ci95"), at95.Interval!.Value);
        AssertInterval(output.GetProperty("ci99"), at99.Interval!.Value);
        TTestResult test = TTest.OneSample(x, confidence: 0.99);
        Assert.Equal(output.GetProperty("sd").GetDouble(), test.StandardDeviation, Digits);
        Assert.Equal(output.GetProperty("se").GetDouble(), test.Se, Digits);
        AssertInterval(output.GetProperty("ci99"), test.Interval);
    }

    [Fact]
    public void Uncorrected_clustered_error_is_the_closed_form()
    {
        (JsonElement input, JsonElement output) = GoldenFigures.Group("clustered_se");
        IEnumerable<ItemScore> items = input.GetProperty("clusters").EnumerateObject()
            .SelectMany(cluster => Numbers(cluster.Value).Select((score, i) => new ItemScore($"{cluster.Name}{i}", score, cluster.Name)));

        MeanEstimate estimate = ClusteredMean.Estimate(items);

        Assert.Equal(output.GetProperty("mean").GetDouble(), estimate.Mean!.Value, Digits);
        Assert.Equal(output.GetProperty("se_clustered").GetDouble(), estimate.SeUncorrected!.Value, Digits);
        Assert.Equal(output.GetProperty("se_clustered").GetDouble() * Math.Sqrt(4.0 / 3), estimate.Se!.Value, Digits);
        Assert.Equal(output.GetProperty("se_plain_ddof1").GetDouble(), estimate.SeNaive!.Value, Digits);
    }

    [Fact]
    public void Paired_t_is_SciPys()
    {
        (JsonElement input, JsonElement output) = GoldenFigures.Group("paired_t");
        double[] a = Numbers(input.GetProperty("a")), b = Numbers(input.GetProperty("b"));

        TTestResult test = TTest.Paired(b, a);
        PairedComparison comparison = PairedComparison.Compare("b", Items(b), "a", Items(a));

        Assert.Equal(output.GetProperty("t").GetDouble(), test.T, Digits);
        Assert.Equal(output.GetProperty("df").GetDouble(), test.DegreesOfFreedom);
        Assert.Equal(output.GetProperty("p_two_sided").GetDouble(), test.P, Digits);
        Assert.Equal(output.GetProperty("mean_difference").GetDouble(), test.Difference, Digits);
        Assert.Equal(output.GetProperty("se").GetDouble(), test.Se, Digits);
        AssertInterval(output.GetProperty("ci95"), test.Interval);
        Assert.Equal(output.GetProperty("p_greater").GetDouble(), test.PGreater, Digits);
        Assert.Equal(output.GetProperty("cohen_dz").GetDouble(), test.CohenD, Digits);
        Assert.Equal(output.GetProperty("t").GetDouble(), comparison.T!.Value, Digits);
        Assert.Equal(output.GetProperty("p_two_sided").GetDouble(), comparison.P!.Value, Digits);
        AssertInterval(output.GetProperty("ci95"), comparison.Interval!.Value);
    }

    [Fact]
    public void Welchs_t_is_SciPys()
    {
        (JsonElement input, JsonElement output) = GoldenFigures.Group("welch_t");

        TTestResult test = TTest.Welch(Numbers(input.GetProperty("b")), Numbers(input.GetProperty("a")));

        Assert.Equal(output.GetProperty("t").GetDouble(), test.T, Digits);
        Assert.Equal(output.GetProperty("df").GetDouble(), test.DegreesOfFreedom, Digits);
        Assert.Equal(output.GetProperty("p_two_sided").GetDouble(), test.P, Digits);
        TTestResult student = TTest.Student(Numbers(input.GetProperty("b")), Numbers(input.GetProperty("a")));
        Assert.Equal(output.GetProperty("student_t").GetDouble(), student.T, Digits);
        Assert.Equal(output.GetProperty("student_p").GetDouble(), student.P, Digits);
    }

    [Theory]
    [InlineData("correlation")]
    [InlineData("correlation_ties")]
    public void Pearsons_correlation_is_SciPys(string group)
    {
        (JsonElement input, JsonElement output) = GoldenFigures.Group(group);
        double[] x = Numbers(input.GetProperty("x")), y = Numbers(input.GetProperty("y"));

        Assert.Equal(output.GetProperty("pearson").GetDouble(), Correlation.Pearson(x, y)!.Value, Digits);
        Assert.Equal(output.GetProperty("pearson").GetDouble(), PairedComparison.Compare("x", Items(x), "y", Items(y)).Correlation!.Value, Digits);
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetDouble())];

    private static IEnumerable<ItemScore> Items(double[] scores) => scores.Select((score, i) => new ItemScore($"{i:000}", score));

    private static void AssertInterval(JsonElement expected, Interval actual)
    {
        Assert.Equal(expected[0].GetDouble(), actual.Lower, Digits);
        Assert.Equal(expected[1].GetDouble(), actual.Upper, Digits);
    }
}
