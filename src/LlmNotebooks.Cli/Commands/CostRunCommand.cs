using System.CommandLine;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Decisions;
using LlmNotebooks.Evaluation;

namespace LlmNotebooks.Cli.Commands;

/// <summary>llmnb cost run: what a stored run cost, and a solved task of it.</summary>
internal sealed class CostRunCommand
{
    private readonly Argument<string> _run = new("RUN") { Description = "Id of a stored run, or an unambiguous beginning of it." };
    private readonly Option<string[]> _as = new("--as") { Description = "Whose price a model of the run has: NAME=model or NAME=provider/model; may be repeated. Default: the one of its own name.", HelpName = "NAME=M" };
    private readonly Option<string?> _metric = new("--metric") { Description = "Which metric says what is solved. Default: the run's first.", HelpName = "NAME" };
    private readonly Option<string> _level = PriceOptions.LevelOption();
    private readonly Option<double> _confidence = ConfidenceOption.Create();
    private readonly Option<string> _store = StoreOption.Create();
    private readonly PriceOptions _prices = new("When the calls were made, as far as prices go. Default: the time stored with each.");
    private readonly Option<bool> _json = new("--json") { Description = "Prints the costs for machines." };

    public static Command Create() => new CostRunCommand().Build();

    private Command Build()
    {
        Command command = new("run", "What the calls of a stored run cost, and what a solved task costs, with its interval.") { _run, _as, _metric, _level, _confidence, _store, _json };
        _prices.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            Run run = await StoreOption.Open(parsed.GetValue(_store)!).OpenRunAsync(parsed.GetValue(_run)!, cancellationToken);
            Dictionary<string, PricedAs> names = Names(parsed, run);
            IReadOnlyList<ModelCost> costs = UsageException.Check(() => run.Costs(
                _prices.Load(parsed), candidate => names.GetValueOrDefault(candidate.Name) ?? Default(parsed, candidate), parsed.GetValue(_metric), _prices.Given(parsed), parsed.GetValue(_confidence)));
            RunCostReport report = new(costs, TimeProvider.System.GetUtcNow());
            if (parsed.GetValue(_json)) { JsonOutput.Write(parsed.InvocationConfiguration.Output, report.Json()); }
            else { report.Write(parsed.InvocationConfiguration.Output); }
            return ExitCode.Done;
        });
        return command;
    }

    private PricedAs Default(ParseResult parsed, RunCandidate candidate) => new(null, candidate.ModelId ?? candidate.Name, PriceOptions.Level(parsed.GetValue(_level)!));

    private Dictionary<string, PricedAs> Names(ParseResult parsed, Run run)
    {
        Dictionary<string, PricedAs> names = new(StringComparer.Ordinal);
        foreach (string text in parsed.GetValue(_as) ?? [])
        {
            if (text.Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } model]) { throw new UsageException($"--as {text}: write NAME=provider/model."); }
            if (run.Plan.Candidates.All(candidate => candidate.Name != name))
            {
                throw new UsageException($"--as {text}: the run has no model '{name}'; it has {string.Join(", ", run.Plan.Candidates.Select(candidate => candidate.Name))}.");
            }

            names[name] = new PricedAs(null, model, PriceOptions.Level(parsed.GetValue(_level)!));
        }

        return names;
    }
}
