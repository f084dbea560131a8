using System.CommandLine;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;

namespace LlmNotebooks.Cli.Commands.Stats.Tests;

/// <summary>One subcommand of llmnb stats: options in, a report out.</summary>
internal abstract class StatsTest
{
    private readonly FormatOptions _format = new("Prints the figures as JSON, with all their digits.", "Prints the table as CSV where the test has one, otherwise the figures as one row.", readsCsv: true);

    /// <summary>Name of the subcommand.</summary>
    protected abstract string Name { get; }

    /// <summary>What it does, in a sentence.</summary>
    protected abstract string Description { get; }

    /// <summary>The options but --json and --as-csv.</summary>
    protected abstract IEnumerable<Option> Options { get; }

    /// <summary>The subcommand.</summary>
    public Command Create()
    {
        Command command = new(Name, Description);
        foreach (Option option in Options) { command.Options.Add(option); }
        _format.AddTo(command);
        command.SetAction(parsed =>
        {
            Measure(parsed).Write(parsed.InvocationConfiguration.Output, _format.Read(parsed));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Reads the columns, tests them and reports.</summary>
    protected abstract StatsReport Measure(ParseResult parsed);

    /// <summary>Runs the test; what the library refuses of the data is the message, without the names of its parameters.</summary>
    protected static T Test<T>(Func<T> test)
    {
        try
        {
            return test();
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException(UsageException.Plain(exception), exception);
        }
    }
}
