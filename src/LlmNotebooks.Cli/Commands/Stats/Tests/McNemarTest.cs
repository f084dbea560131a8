using System.CommandLine;
using LlmNotebooks.Cli.Commands.Stats.Columns;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Cli.Commands.Stats.Tests;

/// <summary>llmnb stats mcnemar.</summary>
internal sealed class McNemarTest : StatsTest
{
    private readonly PairColumns _columns = new();
    private readonly Option<double> _confidence = ConfidenceOption.Create();

    protected override string Name => "mcnemar";

    protected override string Description => "McNemar's test of paired outcomes, 1 or 0 (or true or false), with the interval of the difference.";

    protected override IEnumerable<Option> Options => [.. _columns.Options, _confidence];

    protected override StatsReport Measure(ParseResult parsed)
    {
        PairColumns.Pairs pairs = _columns.Read(parsed);
        for (int i = 0; i < pairs.Rows.Length; i++)
        {
            Column.RequireOutcome(pairs.A[i], pairs.Table, pairs.Rows[i], pairs.NameA);
            Column.RequireOutcome(pairs.B[i], pairs.Table, pairs.Rows[i], pairs.NameB);
        }

        McNemarResult test = Test(() => McNemar.Paired(pairs.A, pairs.B, parsed.GetValue(_confidence)));
        return new StatsReport("mcnemar").Add("a", pairs.NameA).Add("b", pairs.NameB).Add("n", test.Count).Add("missing", pairs.Missing)
            .Add("both", test.Both).Add("only_a", test.OnlyFirst).Add("only_b", test.OnlySecond).Add("neither", test.Neither).Add("discordant_share", test.DiscordantShare)
            .Add("difference", test.Difference).Add("confidence", test.Confidence).Add(test.Interval).Add("odds_ratio", test.OddsRatio)
            .Add("p", test.PExact).Add("p_exact", test.PExact).Add("p_mid", test.PMid).Add("chi2", test.ChiSquare).Add("p_chi2", test.PChiSquare)
            .Add("chi2_corrected", test.ChiSquareCorrected).Add("p_chi2_corrected", test.PChiSquareCorrected);
    }
}
