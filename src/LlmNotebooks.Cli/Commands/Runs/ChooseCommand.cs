using System.CommandLine;
using System.Globalization;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Decisions;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Cli.Commands.Runs;

/// <summary>llmnb choose: the cheapest model of a run that is shown to be about as good as the best.</summary>
internal sealed class ChooseCommand
{
    private readonly Argument<string> _run = new("RUN") { Description = "Id of a stored run, or an unambiguous prefix of it." };
    private readonly Option<string> _store = StoreOption.Create();
    private readonly Option<double?> _margin = NumberOption.Optional<double>("--margin", "How much worse than the best is as good, in the metric's own unit. Default: a fiftieth of its range, 0.02 for scores from 0 to 1; a metric without bounds needs it.", "D", new("be at least 0", margin => margin >= 0));
    private readonly Option<string> _cost = new("--cost") { Description = "What is to be low: usd (price of a call), latency (median response time), bytes (size of the model's file), or a column of the models' table, as in runs show --csv.", HelpName = "usd|latency|bytes|COLUMN", DefaultValueFactory = _ => "usd" };
    private readonly Option<string?> _metric = new("--metric") { Description = "Metric to choose by. Default: the run's first.", HelpName = "NAME" };
    private readonly Option<double> _confidence = ConfidenceOption.Create();
    private readonly PriceOptions _prices = new();
    private readonly PricedAsOption _as = new();
    private readonly FormatOptions _format = new("Prints the choice and its evidence as JSON.", "Prints the models and how each stands as CSV; the decision in words goes to stderr.");

    public static Command Create() => new ChooseCommand().Build();

    private Command Build()
    {
        Command command = new("choose", "Chooses the cheapest model that is no worse than the best by more than a margin, with the evidence for each: paired by sample, clustered, corrected for all pairs, missing scores at their worst.")
        {
            _run, _store, _margin, _cost, _metric, _confidence,
        };
        _prices.AddTo(command);
        _as.AddTo(command);
        _format.AddTo(command);
        command.SetAction(ChooseAsync);
        return command;
    }

    private async Task<int> ChooseAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        Run run = await StoreOption.Open(parsed.GetValue(_store)!).OpenRunAsync(parsed.GetValue(_run)!, cancellationToken);
        Choice choice = UsageException.Check(() => Choice.Among(run, Cost(parsed, run), parsed.GetValue(_margin), parsed.GetValue(_metric), parsed.GetValue(_confidence)));
        TextWriter output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(_cost) == "usd" && choice.Options.All(option => option.Cost is null))
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync("llmnb: no model has a price: say whose counts by --as NAME=MODEL, or choose by --cost latency or bytes. The choice below goes by the scores alone.");
        }

        switch (_format.Read(parsed))
        {
            case OutputFormat.Json:
                JsonOutput.Write(output, new
                {
                    Run = run.Id,
                    choice.Metric,
                    choice.Info.Better,
                    choice.Chosen,
                    choice.Best,
                    choice.Margin,
                    choice.Confidence,
                    Cost = choice.Cost.Name,
                    choice.Samples,
                    choice.Clusters,
                    Calls = new { Planned = choice.PlannedCalls, Stored = choice.Calls },
                    Models = FrameOutput.Rows(choice.ToFrame()),
                    choice.Words,
                });
                break;
            case OutputFormat.Csv:
                FrameOutput.WriteCsv(choice.ToFrame(), output);
                await parsed.InvocationConfiguration.Error.WriteLineAsync(choice.Words.AsMemory(), cancellationToken);
                break;
            default:
                FrameOutput.Write(choice.ToFrame(), output);
                await output.WriteLineAsync();
                await output.WriteLineAsync(choice.Words.AsMemory(), cancellationToken);
                break;
        }

        return ExitCode.Done;
    }

    private Cost Cost(ParseResult parsed, Run run)
    {
        switch (parsed.GetValue(_cost)!)
        {
            case "usd":
                return Decisions.Cost.OfCall(_prices.Load(parsed), _as.Read(parsed, [.. run.Plan.Candidates.Select(candidate => candidate.Name)]), _prices.Given(parsed) ?? run.Info.StartedAt);
            case "latency":
                return Decisions.Cost.ResponseTime;
            case "bytes":
                return Decisions.Cost.FileSize;
            case var column:
                Frame models = run.ByModel();
                if (!models.Columns.Contains(column, StringComparer.Ordinal)) { throw new UsageException($"--cost {column}: the models' table has no such column; there are usd, latency, bytes, and {string.Join(", ", models.Columns.Skip(1))}."); }
                Dictionary<string, double?> costs = models.Rows.ToDictionary(row => row.Text("model")!, row => row.Number(column), StringComparer.Ordinal);
                return new Cost(column, (candidate, _) => costs.GetValueOrDefault(candidate.Name), value => value.ToString("0.####", CultureInfo.InvariantCulture));
        }
    }
}
