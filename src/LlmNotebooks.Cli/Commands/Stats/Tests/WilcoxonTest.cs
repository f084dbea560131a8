using System.CommandLine;
using LlmNotebooks.Cli.Commands.Stats.Columns;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Cli.Commands.Stats.Tests;

/// <summary>llmnb stats wilcoxon.</summary>
internal sealed class WilcoxonTest : StatsTest
{
    private readonly PairColumns _columns = new();
    private readonly Option<ZeroHandling> _zeros = new("--zeros") { Description = "What is done with differences of 0: wilcoxon leaves them out, pratt ranks them first, split shares their ranks.", HelpName = "RULE", DefaultValueFactory = _ => ZeroHandling.Wilcoxon };
    private readonly RankOptions _rank = new(continuity: false);

    protected override string Name => "wilcoxon";

    protected override string Description => "Wilcoxon's signed-rank test of paired differences.";

    protected override IEnumerable<Option> Options => [.. _columns.Options, _zeros, .. _rank.Options];

    protected override StatsReport Measure(ParseResult parsed)
    {
        PairColumns.Pairs pairs = _columns.Read(parsed);
        WilcoxonResult test = Test(() => Wilcoxon.Paired(pairs.A, pairs.B, parsed.GetValue(_zeros), _rank.Method(parsed), _rank.Continuity(parsed)));
        return new StatsReport("wilcoxon signed-rank").Add("a", pairs.NameA).Add("b", pairs.NameB).Add("n", test.Count).Add("missing", pairs.Missing).Add("zeros", test.Zeros).Add("ties", test.HasTies)
            .Add("w", test.W).Add("w_plus", test.WPlus).Add("w_minus", test.WMinus).Add("z", test.Z).Add("p", test.P).Add("p_greater", test.PGreater).Add("p_less", test.PLess)
            .Add("exact", test.Exact).Add("rank_biserial", test.RankBiserial);
    }
}
