using System.CommandLine;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Cli.Commands;

/// <summary>llmnb runs replay: stored answers, scored anew.</summary>
internal sealed class RunsReplayCommand
{
    private readonly Argument<string> _id = new("RUN") { Description = "Id of a run, or an unambiguous beginning of it." };
    private readonly Option<string[]> _metrics = new("--metric") { Description = "How answers are scored; may be repeated. The first one is the accuracy. Default: the run's own. See llmnb metrics --list.", HelpName = "NAME" };
    private readonly Option<string> _store = StoreOption.Create();
    private readonly Option<string?> _into = new("--into") { Description = "Store that takes the new run. Default: the same.", HelpName = "FILE" };
    private readonly Option<string?> _runId = new("--run") { Description = "Id of the new run; one that was cut off is gone on with.", HelpName = "ID" };
    private readonly Option<string?> _name = new("--name") { Description = "A name for the new run.", HelpName = "TEXT" };
    private readonly Option<double> _confidence = ConfidenceOption.Create();
    private readonly Option<bool> _json = new("--json") { Description = "Prints the result for machines." };

    public static Command Create() => new RunsReplayCommand().Build();

    private Command Build()
    {
        Command command = new("replay", "Scores the stored answers of a run anew, also by other metrics, into a run of its own. Calls no model and no network.") { _id, _metrics, _store, _into, _runId, _name, _confidence, _json };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        Run run = await StoreOption.Open(parsed.GetValue(_store)!).OpenRunAsync(parsed.GetValue(_id)!, cancellationToken);
        string[] names = parsed.GetValue(_metrics) is { Length: > 0 } given ? given : [.. run.Plan.Metrics];
        IMetric[] metrics = [.. names.Select(name => UsageException.Check(() => TextMetrics.Create(name)))];
        ReplayOptions options = new() { StorePath = parsed.GetValue(_into), RunId = parsed.GetValue(_runId), Name = parsed.GetValue(_name) };
        RunSession session = new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(_confidence), parsed.GetValue(_json));
        session.Print(await run.ReplayAsync(metrics, options, session.Progress, cancellationToken));
        return ExitCode.Done;
    }
}
