using System.CommandLine;
using System.Globalization;
using LlmNotebooks.Cli.Commands.Stats.Columns;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Cli.Commands.Stats.Tests;

/// <summary>llmnb stats bradley-terry.</summary>
internal sealed class BradleyTerryTest : StatsTest
{
    private readonly Judgements _judgements = new();
    private readonly Option<long> _seed = ResamplingOptions.SeedOption();
    private readonly Option<int> _resamples = NumberOption.WithDefault<int>("--resamples", "Number of resamples of the judgements, for bootstrap intervals beside those of the likelihood: 0 for none, otherwise at least 100.", "N", 0, new("be 0 or at least 100", resamples => resamples is 0 or >= 100));
    private readonly Option<double> _confidence = ConfidenceOption.Create();

    protected override string Name => "bradley-terry";

    protected override string Description => "Strengths from pairwise judgements, in any order; a tie is half a win for each.";

    protected override IEnumerable<Option> Options => [.. _judgements.Options, _seed, _resamples, _confidence];

    protected override StatsReport Measure(ParseResult parsed)
    {
        (PairwiseJudgement[] judgements, int missing) = _judgements.Read(parsed);
        BradleyTerry fit = Test(() => BradleyTerry.Fit(judgements, parsed.GetValue(_seed), parsed.GetValue(_resamples), parsed.GetValue(_confidence)));
        TextTable shown = new TextTable().Text("name").Number("judgements").Number("wins").Number("score").Number("log strength").Number("se").Number("ci low").Number("ci high");
        foreach (BradleyTerryRating rating in fit.Ratings)
        {
            shown.Row(rating.Name, TextTable.Whole(rating.Judgements), Text(rating.Wins), Text(rating.Score), Text(rating.LogStrength), Text(rating.Se), Text(rating.Interval?.Lower), Text(rating.Interval?.Upper));
        }

        return new StatsReport("bradley-terry").Add("n", judgements.Length).Add("missing", missing).Add("confidence", fit.Confidence)
            .Add("resamples", fit.Resamples).Add("resamples_without_fit", fit.ResamplesWithoutFit).Add("reason", fit.Reason)
            .Add("ratings", fit.Ratings.Select(rating => new
            {
                rating.Name,
                rating.Judgements,
                rating.Wins,
                rating.Score,
                rating.LogStrength,
                rating.Se,
                CiLow = rating.Interval?.Lower,
                CiHigh = rating.Interval?.Upper,
                BootstrapLow = rating.BootstrapInterval?.Lower,
                BootstrapHigh = rating.BootstrapInterval?.Upper,
            }).ToArray())
            .With(shown);
    }

    private static string? Text(double? value) => value?.ToString("G6", CultureInfo.InvariantCulture);
}
