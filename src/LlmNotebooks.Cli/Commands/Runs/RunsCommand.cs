using System.CommandLine;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Evaluation;

namespace LlmNotebooks.Cli.Commands.Runs;

/// <summary>llmnb runs: what a run store holds.</summary>
internal static class RunsCommand
{
    public static Command Create() => new("runs", "Lists, shows, exports, imports, resumes and rescores stored runs.") { List(), Show(), Export(), RunsImportCommand.Create(), RunsResumeCommand.Create(), ScoreCommand.Create("replay") };

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
        Option<bool> keep = new("--keep-formulas") { Description = "CSV: writes texts that begin like a formula as they are. Default: an apostrophe goes before them, so that no spreadsheet runs them." };
        Option<bool> mark = new("--bom") { Description = "CSV: begins with a byte order mark, by which Excel knows UTF-8." };
        Command command = new("export", "Writes every answer of a run, one per line.") { id, store, format, file, keep, mark };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            Run run = await StoreOption.Open(parsed.GetValue(store)!).OpenRunAsync(parsed.GetValue(id)!, cancellationToken);
            ExportFormat wanted = parsed.GetValue(format) == "csv" ? ExportFormat.Csv : ExportFormat.JsonLines;
            if (wanted != ExportFormat.Csv && (parsed.GetValue(keep) || parsed.GetValue(mark))) { throw new UsageException("--keep-formulas and --bom are for --format csv."); }
            ExportOptions options = new() { KeepFormulas = parsed.GetValue(keep), ByteOrderMark = parsed.GetValue(mark) };
            int guarded;
            if (parsed.GetValue(file) is { } path)
            {
                await using StreamWriter writer = new(path);
                guarded = await WriteAsync(run, writer, wanted, options, cancellationToken);
            }
            else { guarded = await WriteAsync(run, parsed.InvocationConfiguration.Output, wanted, options, cancellationToken); }

            if (guarded > 0) { await parsed.InvocationConfiguration.Error.WriteLineAsync($"llmnb: {guarded:N0} cell{(guarded == 1 ? " that begins" : "s that begin")} like a formula got an apostrophe; --keep-formulas writes them as they are."); }
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<int> WriteAsync(Run run, TextWriter writer, ExportFormat format, ExportOptions options, CancellationToken cancellationToken)
    {
        if (format == ExportFormat.Csv) { return await run.ExportCsvAsync(writer, options, cancellationToken); }
        await run.ExportAsync(writer, format, cancellationToken);
        return 0;
    }

    private static Argument<string> RunArgument() => new("RUN") { Description = "Id of a run, or an unambiguous prefix of it." };
}
