using System.CommandLine;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Decisions;
using LlmNotebooks.Evaluation;

namespace LlmNotebooks.Cli.Commands.Costs;

/// <summary>llmnb cost run: what a stored run cost, and a solved task of it.</summary>
internal sealed class CostRunCommand
{
    private readonly Argument<string> _run = new("RUN") { Description = "Id of a stored run, or an unambiguous prefix of it." };
    private readonly PricedAsOption _as = new();
    private readonly Option<string?> _metric = new("--metric") { Description = "Metric that decides what counts as solved. Default: the run's first.", HelpName = "NAME" };
    private readonly Option<string> _level = PriceOptions.LevelOption();
    private readonly Option<double> _confidence = ConfidenceOption.Create();
    private readonly Option<string> _store = StoreOption.Create();
    private readonly PriceOptions _prices = new("The time whose prices apply. Default: the time stored with each call.");
    private readonly FormatOptions _format = new("Prints the costs as JSON.");

    public static Command Create() => new CostRunCommand().Build();

    private Command Build()
    {
        Command command = new("run", "What the calls of a stored run cost, and what a solved task costs, with its interval.") { _run, _metric, _level, _confidence, _store };
        _format.AddTo(command);
        _as.AddTo(command);
        _prices.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            Run run = await StoreOption.Open(parsed.GetValue(_store)!).OpenRunAsync(parsed.GetValue(_run)!, cancellationToken);
            Func<RunCandidate, PricedAs> pricedAs = _as.Read(parsed, [.. run.Plan.Candidates.Select(candidate => candidate.Name)], PriceOptions.Level(parsed.GetValue(_level)!));
            IReadOnlyList<ModelCost> costs = UsageException.Check(() => run.Costs(
                _prices.Load(parsed), pricedAs, parsed.GetValue(_metric), _prices.Given(parsed), parsed.GetValue(_confidence)));
            RunCostReport report = new(costs, TimeProvider.System.GetUtcNow());
            report.Write(_format.Read(parsed), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            return ExitCode.Done;
        });
        return command;
    }
}
