using System.CommandLine;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Evaluation;

namespace LlmNotebooks.Cli.Commands.Runs;

/// <summary>llmnb runs: what a run store holds.</summary>
internal static class RunsCommand
{
    public static Command Create() => new("runs", "Lists, shows, exports, resumes and rescores stored runs.") { List(), Show(), Export(), RunsResumeCommand.Create(), ScoreCommand.Create("replay") };

    private static Command List()
    {
        Option<string> store = StoreOption.Create();
        FormatOptions format = new("Prints the list as JSON.", "Prints the list as CSV.");
        Command command = new("list", "Lists the runs in a store, oldest first.") { store };
        format.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            IReadOnlyList<RunInfo> runs = await StoreOption.Open(parsed.GetValue(store)!).ListRunsAsync(cancellationToken);
            RunListReport.Write(runs, format.Read(parsed), parsed.InvocationConfiguration.Output);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Show()
    {
        Argument<string> id = RunArgument();
        Option<string> store = StoreOption.Create();
        Option<double> confidence = ConfidenceOption.Create();
        FormatOptions format = new("Prints the run as JSON.", "Prints the models as CSV, and remarks to stderr.");
        Command command = new("show", "Shows a run: each model's scores with standard errors, failed calls, times and tokens.") { id, store, confidence };
        format.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            Run run = await StoreOption.Open(parsed.GetValue(store)!).OpenRunAsync(parsed.GetValue(id)!, cancellationToken);
            RunReport.Write(run, parsed.GetValue(confidence), format.Read(parsed), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Export()
    {
        Argument<string> id = RunArgument();
        Option<string> store = StoreOption.Create();
        Option<string> format = new("--format") { Description = "jsonl or csv.", HelpName = "FORMAT", DefaultValueFactory = _ => "jsonl" };
        format.AcceptOnlyFromAmong("jsonl", "csv");
        Option<string?> file = new("--output") { Description = "File to write. Default: standard output.", HelpName = "FILE" };
        Command command = new("export", "Writes every answer of a run, one per line.") { id, store, format, file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            Run run = await StoreOption.Open(parsed.GetValue(store)!).OpenRunAsync(parsed.GetValue(id)!, cancellationToken);
            ExportFormat wanted = parsed.GetValue(format) == "csv" ? ExportFormat.Csv : ExportFormat.JsonLines;
            if (parsed.GetValue(file) is { } path)
            {
                await using StreamWriter writer = new(path);
                await run.ExportAsync(writer, wanted, cancellationToken);
                return ExitCode.Done;
            }

            await run.ExportAsync(parsed.InvocationConfiguration.Output, wanted, cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }

    private static Argument<string> RunArgument() => new("RUN") { Description = "Id of a run, or an unambiguous prefix of it." };
}
