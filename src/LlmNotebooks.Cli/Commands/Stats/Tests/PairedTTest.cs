using System.CommandLine;
using LlmNotebooks.Cli.Commands.Stats.Columns;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Cli.Commands.Stats.Tests;

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
        if (Alike(pairs) is { } difference)
        {
            return new StatsReport("paired t").Add("a", pairs.NameA).Add("b", pairs.NameB).Add("n", pairs.A.Length).Add("missing", pairs.Missing)
                .Add("mean_a", pairs.A.Average()).Add("mean_b", pairs.B.Average()).Add("difference", difference).Add("sd", 0.0).Add("se", 0.0)
                .Add("t", null).Add("df", pairs.A.Length - 1).Add("p", null).Add("p_greater", null).Add("p_less", null)
                .Add("confidence", parsed.GetValue(_confidence)).Add(interval: null).Add("cohen_dz", null)
                .Add("reason", "all differences are the same, so there is no t; permutation tests them");
        }

        TTestResult test = Test(() => TTest.Paired(pairs.A, pairs.B, parsed.GetValue(_confidence)));
        return new StatsReport("paired t").Add("a", pairs.NameA).Add("b", pairs.NameB).Add("n", test.Count).Add("missing", pairs.Missing)
            .Add("mean_a", pairs.A.Average()).Add("mean_b", pairs.B.Average()).Add("difference", test.Difference).Add("sd", test.StandardDeviation).Add("se", test.Se)
            .Add("t", test.T).Add("df", test.DegreesOfFreedom).Add("p", test.P).Add("p_greater", test.PGreater).Add("p_less", test.PLess)
            .Add("confidence", test.Confidence).Add(test.Interval).Add("cohen_dz", test.CohenD);
    }

    // The one difference of all pairs, of which there are at least two; null where they vary.
    private static double? Alike(PairColumns.Pairs pairs)
    {
        if (pairs.A.Length < 2) { return null; }
        double[] differences = [.. pairs.A.Zip(pairs.B, (a, b) => a - b)];
        // Decimal fractions are not what doubles hold: 0.3 − 0.2 and 0.7 − 0.6 differ by a rounding of the larger number.
        double rounding = pairs.A.Concat(pairs.B).Max(Math.Abs) * 8.9e-16;
        return differences.Max() - differences.Min() <= rounding ? differences[0] : null;
    }
}
