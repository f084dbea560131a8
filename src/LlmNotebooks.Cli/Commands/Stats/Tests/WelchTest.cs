using System.CommandLine;
using LlmNotebooks.Cli.Commands.Stats.Columns;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Cli.Commands.Stats.Tests;

/// <summary>llmnb stats welch.</summary>
internal sealed class WelchTest : StatsTest
{
    private readonly TwoSampleColumns _columns = new();
    private readonly Option<bool> _equal = new("--equal-variances") { Description = "Student's test with a pooled variance instead of Welch's." };
    private readonly Option<double> _confidence = ConfidenceOption.Create();

    protected override string Name => "welch";

    protected override string Description => "Welch's t test of the means of two independent samples.";

    protected override IEnumerable<Option> Options => [.. _columns.Options, _equal, _confidence];

    protected override StatsReport Measure(ParseResult parsed)
    {
        TwoSampleColumns.Samples samples = _columns.Read(parsed);
        bool equal = parsed.GetValue(_equal);
        double confidence = parsed.GetValue(_confidence);
        if (samples is { A.Length: >= 2, B.Length: >= 2 } && Constant(samples.A) && Constant(samples.B))
        {
            return new StatsReport(equal ? "student t" : "welch t").Add("a", samples.NameA).Add("b", samples.NameB).Add("n_a", samples.A.Length).Add("n_b", samples.B.Length).Add("missing", samples.Missing)
                .Add("mean_a", samples.A[0]).Add("mean_b", samples.B[0]).Add("difference", samples.A[0] - samples.B[0]).Add("se", 0.0)
                .Add("t", null).Add("df", null).Add("p", null).Add("p_greater", null).Add("p_less", null)
                .Add("confidence", confidence).Add(interval: null).Add("cohen_d", null)
                .Add("reason", "neither sample varies, so there is no t");
        }

        TTestResult test = Test(() => equal ? TTest.Student(samples.A, samples.B, confidence) : TTest.Welch(samples.A, samples.B, confidence));
        return new StatsReport(equal ? "student t" : "welch t").Add("a", samples.NameA).Add("b", samples.NameB).Add("n_a", test.Count).Add("n_b", test.SecondCount).Add("missing", samples.Missing)
            .Add("mean_a", samples.A.Average()).Add("mean_b", samples.B.Average()).Add("difference", test.Difference).Add("se", test.Se)
            .Add("t", test.T).Add("df", test.DegreesOfFreedom).Add("p", test.P).Add("p_greater", test.PGreater).Add("p_less", test.PLess)
            .Add("confidence", test.Confidence).Add(test.Interval).Add("cohen_d", test.CohenD);
    }

    private static bool Constant(double[] values) => Array.TrueForAll(values, value => value == values[0]);
}
