using System.Text.Json.Nodes;
using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Commands;

/// <summary>Says what went wrong in a line, and gives the exit code of it.</summary>
/// <param name="log">Where it is said.</param>
/// <param name="debug">Whether the stack of an unforeseen exception is written too.</param>
internal sealed class Failures(TextWriter log, bool debug)
{
    /// <summary>The environment variable that asks for stacks when it is 1.</summary>
    public const string DebugVariable = "LLMNB_DEBUG";

    /// <summary>Runs a command to its end, good or bad.</summary>
    /// <returns>The command's own exit code; 1 when it failed or was cancelled, 2 when the command line makes no sense.</returns>
    public async Task<int> GuardAsync(Func<CancellationToken, Task<int>> command, CancellationToken cancellationToken)
    {
        try
        {
            return await command(cancellationToken);
        }
        catch (UsageException exception)
        {
            log.WriteLine($"{exception.Message}; --help tells more.");
            return 2;
        }
        catch (Exception exception) when (IsForeseen(exception))
        {
            log.WriteLine(exception.Message);
            return 1;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            log.WriteLine("Cancelled.");
            return 1;
        }
#pragma warning disable CA1031 // A process that aborts tells a person nothing and a script the wrong exit code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.WriteLine(debug
                ? exception.ToString()
                : $"Unforeseen {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")} ({DebugVariable}=1 shows where.)");
            return 1;
        }
    }

    /// <summary>What is reported for machines of a notebook that could not be read or whose results could not be written.</summary>
    public static JsonObject Summary(NotebookPaths paths, Exception exception) => new()
    {
        ["notebook"] = paths.Source,
        ["succeeded"] = false,
        ["error"] = new JsonObject { ["name"] = exception.GetType().Name, ["message"] = exception.Message },
    };

    /// <summary>Whether the message of an exception says all that a person needs: which file, and why.</summary>
    public static bool IsForeseen(Exception exception) =>
        exception is NotebookFormatException or IOException or UnauthorizedAccessException;
}
