using System.CommandLine;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Cli.Commands.Runs;

/// <summary>llmnb score, also as llmnb runs replay: stored answers, scored by further metrics.</summary>
internal sealed class ScoreCommand
{
    private readonly Argument<string> _id = new("RUN") { Description = "Id of a run, or an unambiguous prefix of it." };
    private readonly MetricChoice _metrics = new("Default: the run's own metrics.");
    private readonly PluginOption _plugins = new();
    private readonly Option<string> _store = StoreOption.Create();
    private readonly Option<string?> _into = new("--into") { Description = "Store that takes the run with its answers and the new scores. Default: scores go beside the answers.", HelpName = "FILE" };
    private readonly Option<bool> _again = new("--again") { Description = "Also scores again what these metrics have scored already, as a scoring of its own." };
    private readonly Option<int> _concurrency = NumberOption.WithDefault<int>("--concurrency", "How many answers are scored at once.", "N", new ScoringOptions().Concurrency);
    private readonly Option<double> _confidence = ConfidenceOption.Create();
    private readonly FormatOptions _format = new(csv: "Prints the models as CSV, and remarks to stderr.");

    public static Command Create(string name) => new ScoreCommand().Build(name);

    private Command Build(string name)
    {
        Command command = new(name, "Scores the stored answers of a run by further metrics. Calls no model that answered, copies no answer, and resumes a scoring that was cut off.") { _id, _store, _into, _again, _concurrency, _confidence };
        _format.AddTo(command);
        _metrics.AddTo(command);
        _plugins.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        _plugins.Load(parsed);
        Run run = await StoreOption.Open(parsed.GetValue(_store)!).OpenRunAsync(parsed.GetValue(_id)!, cancellationToken);
        IScorer[] metrics = _metrics.Make(parsed, run.Plan.Metrics);
        ScoringOptions options = UsageException.Check(() => new ScoringOptions { StorePath = parsed.GetValue(_into), Again = parsed.GetValue(_again), Concurrency = parsed.GetValue(_concurrency) });
        TextWriter error = parsed.InvocationConfiguration.Error;
        RunSession session = new(parsed.InvocationConfiguration.Output, error, parsed.GetValue(_confidence), _format.Read(parsed));
        try
        {
            session.Print(await run.ScoreAsync(metrics, options, session.Progress, cancellationToken));
            return ExitCode.Done;
        }
        catch (RunInterruptedException)
        {
            await error.WriteLineAsync("llmnb: interrupted; the scores so far are stored. To resume, repeat the command.");
            return ExitCode.Failed;
        }
    }
}
