using System.CommandLine;
using System.Globalization;
using LlmNotebooks.Cli.Commands.Stats.Columns;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Statistics;

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
        TextTable shown = new TextTable().Text("model").Number("mean").Number("rank").Number("rank from").Number("to").Number("best").Text("groups");
        foreach (RankedModel model in ranking.Models)
        {
            shown.Row(model.Name, Text(model.Mean), Text(model.Rank), Text(model.RankInterval.Lower), Text(model.RankInterval.Upper), Text(model.ProbabilityBest), pairs.Letters[model.Name]);
        }

        return new StatsReport("ranking").Add("items", ranking.Items).Add("clusters", ranking.Clusters).Add("items_left_out", ranking.LeftOut.Count).Add("missing", missing)
            .Add("resamples", ranking.Resamples).Add("seed", ranking.Seed).Add("confidence", ranking.Confidence).Add("reason", ranking.Reason)
            .Add("models", ranking.Models.Select(model => new
            {
                model.Name,
                model.Mean,
                model.Rank,
                model.ExpectedRank,
                RankLow = model.RankInterval.Lower,
                RankHigh = model.RankInterval.Upper,
                model.ProbabilityBest,
                Groups = pairs.Letters[model.Name],
            }).ToArray())
            .Add("pairs", pairs.Pairs.Select(pair => new
            {
                A = pair.Comparison.A.Name,
                B = pair.Comparison.B.Name,
                pair.Comparison.Difference,
                Se = pair.Comparison.SePaired,
                pair.P,
                pair.PHolm,
                Differs = pair.ToldApart,
            }).ToArray())
            .With(shown);
    }

    private static string Text(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
