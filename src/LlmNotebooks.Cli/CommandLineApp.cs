using System.CommandLine;
using LlmNotebooks.Cli.Commands;
using LlmNotebooks.Cli.Commands.Stats;

namespace LlmNotebooks.Cli;

/// <summary>The whole command line: parses it, runs one command, and turns what goes wrong into a message and an exit code.</summary>
internal static class CommandLineApp
{
    /// <summary>Runs one command line.</summary>
    /// <returns>0 done, 1 failed, 2 wrong usage.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        ParseResult parsed = Root().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in parsed.Errors) { await error.WriteLineAsync($"llmnb: {problem.Message}"); }
            await error.WriteLineAsync($"See: {PathOf(parsed.CommandResult)} --help");
            return ExitCode.WrongUsage;
        }

        InvocationConfiguration configuration = new() { Output = output, Error = error, EnableDefaultExceptionHandler = false };
        try
        {
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("llmnb: cancelled.");
            return ExitCode.Failed;
        }
        catch (UsageException exception)
        {
            await error.WriteLineAsync($"llmnb: {exception.Message}");
            await error.WriteLineAsync($"See: {PathOf(parsed.CommandResult)} --help");
            return ExitCode.WrongUsage;
        }
        catch (Exception exception) when (Environment.GetEnvironmentVariable("LLMNB_DEBUG") != "1")
        {
            await error.WriteLineAsync($"llmnb: {UsageException.WithoutParameter(exception.Message)}");
            return ExitCode.Failed;
        }
    }

    private static RootCommand Root() => new("Choose an LLM with evidence and live with the choice.")
    {
        RunCommand.Create(),
        ExportCommand.Create(),
        KernelCommand.Create(),
        ModelsCommand.Create(),
        AskCommand.Create(),
        EvaluateCommand.Create(),
        DatasetCommand.Create(),
        RunsCommand.Create(),
        CompareCommand.Create(),
        StatsCommand.Create(),
        MetricsCommand.Create(),
        CostCommand.Create(),
        TcoCommand.Create(),
    };

    private static string PathOf(System.CommandLine.Parsing.CommandResult command) =>
        command.Parent is System.CommandLine.Parsing.CommandResult parent ? $"{PathOf(parent)} {command.Command.Name}" : "llmnb";
}
