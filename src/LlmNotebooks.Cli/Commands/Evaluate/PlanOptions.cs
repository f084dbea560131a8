using System.CommandLine;
using LlmNotebooks.Candidates;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Datasets;
using LlmNotebooks.Decisions;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Cli.Commands.Evaluate;

/// <summary>--plan and what it is reckoned with.</summary>
internal sealed class PlanOptions
{
    private readonly Option<bool> _plan = new("--plan") { Description = "Makes no call: prints how many there would be, their tokens, price and time, and the smallest difference that they could detect." };
    private readonly Option<string?> _pilot = new("--pilot") { Description = "With --plan: a stored run from which tokens, times and the variation of scores are taken. Default: rules of thumb and the worst case.", HelpName = "RUN" };
    private readonly Option<string?> _pilotStore = new("--pilot-store") { Description = "With --pilot: the store that holds it. Default: the one given by --store.", HelpName = "FILE" };
    private readonly Option<double?> _effect = NumberOption.Optional<double>("--effect", "With --plan: the difference in mean scores to look for, in the metric's own unit: 3 points are 0.03, and 3 for BLEU and chrF. Default: 3 points.", "D");
    private readonly Option<double> _power = NumberOption.WithDefault<double>("--power", "With --plan: the probability of detecting it.", "P", 0.8);

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_plan, _pilot, _pilotStore, _effect, _power]) { command.Options.Add(option); }
    }

    public bool IsWanted(ParseResult parsed)
    {
        if (parsed.GetValue(_plan)) { return true; }
        foreach (Option option in (Option[])[_pilot, _pilotStore, _effect, _power])
        {
            if (parsed.GetResult(option) is { Implicit: false }) { throw new UsageException($"{option.Name} needs --plan."); }
        }

        return false;
    }

    public async Task<RunEstimate> EstimateAsync(
        ParseResult parsed, Dataset dataset, IReadOnlyList<Candidate> candidates, RunOptions options, CallOptions calls, string store, MetricInfo metric, double confidence, CancellationToken cancellationToken)
    {
        Run? pilot = parsed.GetValue(_pilot) is { } id ? await StoreOption.Open(parsed.GetValue(_pilotStore) ?? store).OpenRunAsync(id, cancellationToken) : null;
        RunMetric? measured = pilot?.Metrics.FirstOrDefault(known => known.Info.IsSame(metric)) ?? pilot?.Metrics.FirstOrDefault(known => known.Name == metric.Name) ?? pilot?.Metric();
        MetricInfo planned = measured?.Info ?? metric;
        double range = planned.IsBounded ? planned.Range : double.PositiveInfinity;
        return UsageException.Check(() => RunPlanner.Estimate(dataset, candidates, options, new PlanningOptions
        {
            Pilot = pilot,
            Metric = measured?.Name,
            ScoreRange = range,
            Prices = calls.Prices(parsed),
            PricedAs = calls.PricedAs.Read(parsed, [.. candidates.Select(candidate => candidate.Name)]),
            Effect = parsed.GetValue(_effect) ?? (planned.IsBounded ? 0.03 * range : null),
            Power = parsed.GetValue(_power),
            Confidence = confidence,
        }));
    }
}
