using System.CommandLine;
using LlmNotebooks.Cli.Commands.Stats.Columns;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Statistics;
using LlmNotebooks.Tables;

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
        Frame ratings = Frame.Of(fit.Ratings)
            .Column("name", r => r.Name, ColumnRole.Key)
            .Column("judgements", r => r.Judgements, Unit.Count)
            .Column("wins", r => r.Wins)
            .Column("score", r => r.Score, Unit.Share)
            .Column("log_strength", r => r.LogStrength)
            .Column("se", r => r.Se, role: ColumnRole.StandardError, of: "log_strength")
            .Bounds("log_strength", r => r.Interval?.Lower, r => r.Interval?.Upper, "ci", fit.Confidence)
            .Bounds("log_strength", r => r.BootstrapInterval?.Lower, r => r.BootstrapInterval?.Upper, "bootstrap", fit.Confidence)
            .Build();
        return new StatsReport("bradley-terry").Add("n", judgements.Length).Add("missing", missing).Add("confidence", fit.Confidence)
            .Add("resamples", fit.Resamples).Add("resamples_without_fit", fit.ResamplesWithoutFit).Add("reason", fit.Reason)
            .AddTable("ratings", ratings, hidden: fit.Resamples == 0 ? ["bootstrap_low", "bootstrap_high"] : []);
    }
}
