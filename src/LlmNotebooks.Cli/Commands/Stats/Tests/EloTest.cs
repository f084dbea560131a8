using System.CommandLine;
using LlmNotebooks.Cli.Commands.Stats.Columns;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Statistics;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Cli.Commands.Stats.Tests;

/// <summary>llmnb stats elo.</summary>
internal sealed class EloTest : StatsTest
{
    private readonly Judgements _judgements = new();
    private readonly Option<double> _start = NumberOption.WithDefault<double>("--start", "Rating before the first judgement.", "X", 1000);
    private readonly Option<double> _scale = NumberOption.WithDefault<double>("--scale", "Difference in ratings that means odds of 10 to 1.", "X", 400);
    private readonly Option<double> _k = NumberOption.WithDefault<double>("--k", "Points at stake in a judgement.", "X", 4);

    protected override string Name => "elo";

    protected override string Description => "Elo ratings of pairwise judgements in the file's order, on which they depend; for a fixed set see bradley-terry.";

    protected override IEnumerable<Option> Options => [.. _judgements.Options, _start, _scale, _k];

    protected override StatsReport Measure(ParseResult parsed)
    {
        (double start, double scale, double k) = (parsed.GetValue(_start), parsed.GetValue(_scale), parsed.GetValue(_k));
        _ = UsageException.Check(() => Elo.Rate([], start, scale, k));
        (PairwiseJudgement[] judgements, int missing) = _judgements.Read(parsed);
        KeyValuePair<string, double>[] ratings = [.. Test(() => Elo.Rate(judgements, start, scale, k)).OrderByDescending(rating => rating.Value).ThenBy(rating => rating.Key, StringComparer.Ordinal)];
        return new StatsReport("elo").Add("n", judgements.Length).Add("missing", missing).Add("start", start).Add("scale", scale).Add("k", k)
            .AddTable("ratings", Frame.Of(ratings).Column("name", rating => rating.Key, ColumnRole.Key).Column("rating", rating => rating.Value).Build());
    }
}
