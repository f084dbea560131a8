using System.CommandLine;
using LlmNotebooks.Cli.Commands.Stats.Columns;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Cli.Commands.Stats.Tests;

/// <summary>llmnb stats correlation.</summary>
internal sealed class CorrelationTest : StatsTest
{
    private readonly PairColumns _columns = new("The order of the two does not matter.");

    protected override string Name => "correlation";

    protected override string Description => "Pearson's r, Spearman's ρ and Kendall's τ_b of two columns, with their p-values.";

    protected override IEnumerable<Option> Options => _columns.Options;

    protected override StatsReport Measure(ParseResult parsed)
    {
        PairColumns.Pairs pairs = _columns.Read(parsed);
        (CorrelationResult pearson, CorrelationResult spearman, CorrelationResult kendall) =
            Test(() => (Correlation.PearsonTest(pairs.A, pairs.B), Correlation.Spearman(pairs.A, pairs.B), Correlation.Kendall(pairs.A, pairs.B)));
        return new StatsReport("correlation").Add("a", pairs.NameA).Add("b", pairs.NameB).Add("n", pearson.Count).Add("missing", pairs.Missing)
            .Add("pearson", pearson.Coefficient).Add("pearson_p", pearson.P).Add("spearman", spearman.Coefficient).Add("spearman_p", spearman.P)
            .Add("kendall_tau_b", kendall.Coefficient).Add("kendall_p", kendall.P).Add("kendall_exact", kendall.Exact).Add("reason", pearson.Reason);
    }
}
