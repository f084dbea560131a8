using CsCheck;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tests.Statistics;

public sealed class DistributionTests
{
    // Two-sided levels, with the interest at the extremes.
    private static readonly Gen<double> Alphas = Gen.Double[-12, -0.01].Select(exponent => Math.Pow(10, exponent));

    // Fisher and Yates, Statistical Tables for Biological, Agricultural and Medical Research, table III: t by two-sided probability.
    [Theory]
    [InlineData(1, 0.05, 12.706)]
    [InlineData(1, 0.001, 636.619)]
    [InlineData(2, 0.05, 4.303)]
    [InlineData(2, 0.001, 31.599)]
    [InlineData(3, 0.05, 3.182)]
    [InlineData(3, 0.001, 12.924)]
    [InlineData(5, 0.01, 4.032)]
    [InlineData(5, 0.001, 6.869)]
    [InlineData(10, 0.05, 2.228)]
    [InlineData(10, 0.001, 4.587)]
    [InlineData(30, 0.05, 2.042)]
    [InlineData(30, 0.001, 3.646)]
    [InlineData(120, 0.05, 1.980)]
    [InlineData(120, 0.001, 3.373)]
    public void Critical_values_are_those_of_the_tables(int degreesOfFreedom, double alpha, double expected) =>
        Assert.Equal(expected, Distribution.StudentCritical(1 - alpha, degreesOfFreedom), tolerance: 5.1e-4);

    // The Cauchy distribution: tan(π(p − ½)).
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.95)]
    [InlineData(0.9999)]
    [InlineData(0.999999999)]
    public void One_degree_of_freedom_is_the_Cauchy_distribution(double confidence) =>
        Close(Math.Tan(Math.PI * ((1 + confidence) / 2 - 0.5)), Distribution.StudentCritical(confidence, 1), 1e-6);

    // Abramowitz and Stegun 26.7.5: z + (z³ + z)/4ν + O(ν⁻²), with z = 1.959963985 and ν = 100,000.
    [Fact]
    public void Many_degrees_of_freedom_come_near_the_normal_distribution() =>
        Assert.Equal(1.959987708, Distribution.StudentCritical(0.95, 100_000), tolerance: 1e-8);

    // Shaw (2006), J. Comput. Finance 9(4):37–73: for four degrees of freedom t = 2√(q − 1), q = cos(⅓ arccos √a)/√a, a = 4p(1 − p).
    [Fact]
    public void Four_degrees_of_freedom_are_Shaws_closed_form() => Alphas.Sample(alpha =>
    {
        double confidence = 1 - alpha, upper = (1 - confidence) / 2, a = 4 * upper * (1 - upper);
        double expected = 2 * Math.Sqrt((Math.Cos(Math.Acos(Math.Sqrt(a)) / 3) / Math.Sqrt(a)) - 1);
        // The closed form itself loses digits where t is small.
        Close(expected, Distribution.StudentCritical(confidence, 4), 1e-9);
    });

    [Fact]
    public void The_p_value_of_the_critical_value_is_one_minus_the_level() => Gen.Select(Alphas, Gen.OneOf(Gen.Int[1, 5].Select(i => (double)i), Gen.Double[1, 3], Gen.Double[1, 100_000])).Sample((alpha, df) =>
    {
        double confidence = 1 - alpha;
        Close(1 - confidence, Distribution.StudentTwoSidedP(Distribution.StudentCritical(confidence, df), df), 1e-9);
    });

    [Fact]
    public void Two_clusters_have_an_interval_at_any_level()
    {
        MeanEstimate estimate = ClusteredMean.Estimate([new("a", 0), new("b", 1)], confidence: 0.9999, ScoreRange.Unbounded);

        // Mean ½, standard error ½, one degree of freedom.
        Close(0.5 + (0.5 * Math.Tan(Math.PI * 0.49995)), estimate.Interval!.Value.Upper, 1e-9);
    }

    private static void Close(double expected, double actual, double relative) => Assert.Equal(expected, actual, tolerance: relative * Math.Abs(expected));
}
