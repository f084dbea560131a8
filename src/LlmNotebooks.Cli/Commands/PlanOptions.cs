using System.CommandLine;
using LlmNotebooks.Candidates;
using LlmNotebooks.Datasets;
using LlmNotebooks.Decisions;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Cli.Commands;

/// <summary>--plan and what it is reckoned with.</summary>
internal sealed class PlanOptions
{
    private readonly Option<bool> _plan = new("--plan") { Description = "Makes no call: prints how many there would be, their tokens, price and time, and the smallest difference that they can tell." };
    private readonly Option<string?> _pilot = new("--pilot") { Description = "With --plan: a stored run that measured tokens, times and how scores vary. Default: rules of thumb and the worst case.", HelpName = "RUN" };
    private readonly Option<string?> _pilotStore = new("--pilot-store") { Description = "With --pilot: the store that has it. Default: that of --store.", HelpName = "FILE" };
    private readonly Option<decimal> _effect = DecimalOption.Create("--effect", "With --plan: the difference of mean scores to look for, in the metric's scores: 0.03 is 3 points, of BLEU and chrF 3. Default: 3 points.", "D");
    private readonly Option<decimal> _power = DecimalOption.Create("--power", "With --plan: the probability of finding it. Default 0.8.", "P");

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_plan, _pilot, _pilotStore, _effect, _power]) { command.Options.Add(option); }
    }

    public bool IsWanted(ParseResult parsed)
    {
        if (parsed.GetValue(_plan)) { return true; }
        foreach (Option option in (Option[])[_pilot, _pilotStore, _effect, _power])
        {
            if (parsed.GetResult(option) is { Implicit: false }) { throw new UsageException($"{option.Name} belongs to --plan."); }
        }

        return false;
    }

    public async Task<RunEstimate> EstimateAsync(
        ParseResult parsed, Dataset dataset, IReadOnlyList<Candidate> candidates, RunOptions options, CallOptions calls, string store, string metric, double confidence, CancellationToken cancellationToken)
    {
        Run? pilot = parsed.GetValue(_pilot) is { } id ? await StoreOption.Open(parsed.GetValue(_pilotStore) ?? store).OpenRunAsync(id, cancellationToken) : null;
        string planned = pilot is null || pilot.Plan.Metrics.Contains(metric, StringComparer.Ordinal) ? metric : pilot.Plan.Metrics[0];
        double range = TextMetrics.All.FirstOrDefault(info => string.Equals(info.Name, planned, StringComparison.Ordinal)) is { } known ? known.Maximum - known.Minimum : 1;
        return UsageException.Check(() => RunPlanner.Estimate(dataset, candidates, options, new PlanningOptions
        {
            Pilot = pilot,
            Metric = pilot is null ? null : planned,
            ScoreRange = range,
            Prices = calls.Prices(parsed),
            PricedAs = calls.PricedAs.Read(parsed, [.. candidates.Select(candidate => candidate.Name)]),
            Effect = parsed.GetResult(_effect) is { Implicit: false } ? (double)parsed.GetValue(_effect) : 0.03 * range,
            Power = parsed.GetResult(_power) is { Implicit: false } ? (double)parsed.GetValue(_power) : 0.8,
            Confidence = confidence,
        }));
    }
}
