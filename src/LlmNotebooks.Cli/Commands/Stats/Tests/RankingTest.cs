using System.CommandLine;
using LlmNotebooks.Cli.Commands.Stats.Columns;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Statistics;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Cli.Commands.Stats.Tests;

/// <summary>llmnb stats ranking.</summary>
internal sealed class RankingTest : StatsTest
{
    private readonly Option<string?> _file = Column.File();
    private readonly ScoreRows _rows = new();
    private readonly ResamplingOptions _resampling = new();
    private readonly Option<double> _confidence = ConfidenceOption.Create();

    protected override string Name => "ranking";

    protected override string Description => "Ranks models by their mean score on the same items, with the certainty of each rank; models that share a letter are not told apart (Holm).";

    protected override IEnumerable<Option> Options => [_file, .. _rows.Options, .. _resampling.Options, _confidence];

    protected override StatsReport Measure(ParseResult parsed)
    {
        ScoreTable table = _rows.Read(parsed, parsed.GetValue(_file)!);
        Dictionary<string, IEnumerable<ItemScore>> models = table.Models.ToDictionary(model => model, model => (IEnumerable<ItemScore>)table.Scores(model), StringComparer.Ordinal);
        double confidence = parsed.GetValue(_confidence);
        AllPairsComparison pairs = Test(() => AllPairsComparison.Compare(models, _resampling.Seed(parsed), _resampling.Resamples(parsed), confidence));
        Ranking ranking = pairs.Ranking;
        int missing = models.Values.Sum(scores => scores.Count(score => score.Score is not { } value || !double.IsFinite(value)));
        return new StatsReport("ranking").Add("items", ranking.Items).Add("clusters", ranking.Clusters).Add("items_left_out", ranking.LeftOut.Count).Add("missing", missing)
            .Add("resamples", ranking.Resamples).Add("seed", ranking.Seed).Add("confidence", ranking.Confidence).Add("reason", ranking.Reason).Add("repeated", table.RepeatedItems?.ToString())
            .Add("pairs", FrameOutput.Rows(pairs.ToPairsFrame(), pairs.Pairs.Select(pair => new { pair.Verdict })))
            .AddTable("models", pairs.ToRankingFrame().Where(row => row["rank"] is not null), hidden: ["reason", "expected_rank"]);
    }
}
