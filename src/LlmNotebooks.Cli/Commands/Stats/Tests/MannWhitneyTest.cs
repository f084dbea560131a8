using System.CommandLine;
using LlmNotebooks.Cli.Commands.Stats.Columns;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Cli.Commands.Stats.Tests;

/// <summary>llmnb stats mann-whitney.</summary>
internal sealed class MannWhitneyTest : StatsTest
{
    private readonly TwoSampleColumns _columns = new();
    private readonly RankOptions _rank = new(continuity: true);

    protected override string Name => "mann-whitney";

    protected override string Description => "The Mann–Whitney test of two independent samples, with the probability that A is larger.";

    protected override IEnumerable<Option> Options => [.. _columns.Options, .. _rank.Options];

    protected override StatsReport Measure(ParseResult parsed)
    {
        TwoSampleColumns.Samples samples = _columns.Read(parsed);
        MannWhitneyResult test = Test(() => MannWhitney.Test(samples.A, samples.B, _rank.Method(parsed), _rank.Continuity(parsed)));
        return new StatsReport("mann-whitney").Add("a", samples.NameA).Add("b", samples.NameB).Add("n_a", test.Count).Add("n_b", test.SecondCount).Add("missing", samples.Missing).Add("ties", test.HasTies)
            .Add("u", test.U).Add("u_b", test.USecond).Add("z", test.Z).Add("p", test.P).Add("p_greater", test.PGreater).Add("p_less", test.PLess)
            .Add("exact", test.Exact).Add("auc", test.Auc).Add("cliffs_delta", test.CliffsDelta);
    }
}
