using System.CommandLine;
using LlmNotebooks.Cli.Commands.Compare;
using LlmNotebooks.Cli.Commands.Costs;
using LlmNotebooks.Cli.Commands.Datasets;
using LlmNotebooks.Cli.Commands.Evaluate;
using LlmNotebooks.Cli.Commands.Kernels;
using LlmNotebooks.Cli.Commands.Metrics;
using LlmNotebooks.Cli.Commands.ModelFiles;
using LlmNotebooks.Cli.Commands.Notebooks;
using LlmNotebooks.Cli.Commands.Ownership;
using LlmNotebooks.Cli.Commands.Runs;
using LlmNotebooks.Cli.Commands.Stats;
using LlmNotebooks.Cli.Usage;

namespace LlmNotebooks.Cli;

/// <summary>The whole command line: parses it, runs one command, and turns what goes wrong into a message and an exit code.</summary>
internal static class CommandLineApp
{
    private static readonly (string Name, Func<Command> Create)[] Commands =
    [
        ("run", RunCommand.Create),
        ("export", ExportCommand.Create),
        ("kernel", KernelCommand.Create),
        ("models", ModelsCommand.Create),
        ("ask", AskCommand.Create),
        ("evaluate", EvaluateCommand.Create),
        ("dataset", DatasetCommand.Create),
        ("score", () => ScoreCommand.Create("score")),
        ("runs", RunsCommand.Create),
        ("choose", ChooseCommand.Create),
        ("compare", CompareCommand.Create),
        ("stats", StatsCommand.Create),
        ("metrics", MetricsCommand.Create),
        ("cost", CostCommand.Create),
        ("tco", TcoCommand.Create),
    ];

    /// <summary>Runs one command line.</summary>
    /// <returns>0 done, 1 failed, 2 wrong usage.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        ParseResult parsed = RootFor(args).Parse(args);
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

    /// <summary>The whole command tree.</summary>
    public static RootCommand Root() => Root(Commands);

    private static RootCommand Root(IEnumerable<(string Name, Func<Command> Create)> commands)
    {
        RootCommand root = new("Choose an LLM with evidence and live with the choice.");
        foreach ((_, Func<Command> create) in commands) { root.Add(create()); }
        return root;
    }

    // A line that begins with a command needs no other; help and a misspelt command need all of them.
    private static RootCommand RootFor(string[] args) => args switch
    {
        ["--version"] => Root([]),
        [var first, ..] when Array.FindIndex(Commands, command => command.Name == first) is >= 0 and var index => Root([Commands[index]]),
        _ => Root(),
    };

    private static string PathOf(System.CommandLine.Parsing.CommandResult command) =>
        command.Parent is System.CommandLine.Parsing.CommandResult parent ? $"{PathOf(parent)} {command.Command.Name}" : "llmnb";
}
