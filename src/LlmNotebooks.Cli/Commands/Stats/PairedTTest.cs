using System.CommandLine;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Cli.Commands.Stats;

/// <summary>llmnb stats paired-t.</summary>
internal sealed class PairedTTest : StatsTest
{
    private readonly PairColumns _columns = new();
    private readonly Option<double> _confidence = ConfidenceOption.Create();

    protected override string Name => "paired-t";

    protected override string Description => "Student's t test of paired differences. For clusters and repetitions see llmnb compare --csv.";

    protected override IEnumerable<Option> Options => [.. _columns.Options, _confidence];

    protected override StatsReport Measure(ParseResult parsed)
    {
        PairColumns.Pairs pairs = _columns.Read(parsed);
        TTestResult test = Test(() => TTest.Paired(pairs.A, pairs.B, parsed.GetValue(_confidence)));
        return new StatsReport("paired t").Add("a", pairs.NameA).Add("b", pairs.NameB).Add("n", test.Count).Add("missing", pairs.Missing)
            .Add("mean_a", pairs.A.Average()).Add("mean_b", pairs.B.Average()).Add("difference", test.Difference).Add("sd", test.StandardDeviation).Add("se", test.Se)
            .Add("t", test.T).Add("df", test.DegreesOfFreedom).Add("p", test.P).Add("p_greater", test.PGreater).Add("p_less", test.PLess)
            .Add("confidence", test.Confidence).Add(test.Interval).Add("cohen_dz", test.CohenD);
    }
}
