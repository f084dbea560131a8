using System.CommandLine;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Evaluation;

namespace LlmNotebooks.Cli.Commands.Runs;

/// <summary>llmnb runs import: another tool's log as a run.</summary>
internal sealed class RunsImportCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "A log of Inspect (.eval, .json), samples of lm-evaluation-harness (.jsonl), or results of promptfoo (.json, .jsonl)." };
    private readonly Option<string> _store = StoreOption.Create();
    private readonly Option<string?> _id = new("--run") { Description = "Id of the run.", HelpName = "ID" };
    private readonly Option<string?> _name = new("--name") { Description = "A name for the run. Default: the log's own.", HelpName = "TEXT" };
    private readonly Option<string?> _model = new("--model") { Description = "Name of the model, where the log does not tell it.", HelpName = "NAME" };
    private readonly Option<double> _confidence = ConfidenceOption.Create();
    private readonly FormatOptions _format = new("Prints the run as JSON.", "Prints the models as CSV, and remarks to stderr.");

    public static Command Create() => new RunsImportCommand().Build();

    private Command Build()
    {
        Command command = new("import", "Stores another tool's log as a run: its answers, with its own scores as a scoring. What the log does not tell is missing, never 0.") { _file, _store, _id, _name, _model, _confidence };
        _format.AddTo(command);
        command.SetAction(ImportAsync);
        return command;
    }

    private async Task<int> ImportAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        ImportOptions options = new() { StorePath = parsed.GetValue(_store), RunId = parsed.GetValue(_id), Name = parsed.GetValue(_name), Model = parsed.GetValue(_model) };
        ImportResult imported;
        try
        {
            imported = await RunImport.ImportAsync(parsed.GetValue(_file)!, options, cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException(exception.Message.Replace("ImportOptions.Model", _model.Name, StringComparison.Ordinal), exception);
        }

        TextWriter error = parsed.InvocationConfiguration.Error;
        RunReport.Write(imported.Run, parsed.GetValue(_confidence), _format.Read(parsed), parsed.InvocationConfiguration.Output, error);
        await error.WriteLineAsync($"llmnb: imported from {imported.Tool} as run {imported.Run.Id}. The log does not tell: {string.Join("; ", imported.Unknown)}.");
        return ExitCode.Done;
    }
}
