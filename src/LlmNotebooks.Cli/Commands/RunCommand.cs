using System.CommandLine;

namespace LlmNotebooks.Cli.Commands;

/// <summary>llmnb run: executes notebooks without a window.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        Argument<string[]> notebooks = new("NOTEBOOK") { Description = "Notebooks (.ipynb) to execute, in this order.", Arity = ArgumentArity.OneOrMore };
        Option<string?> folder = new("--output") { Description = "Folder of the executed notebooks and their HTML reports. Default: out beside each notebook.", HelpName = "DIR" };
        Option<bool> json = new("--json") { Description = "Prints the result for machines." };

        Command command = new("run", "Executes notebooks headlessly; writes each with its outputs, and a self-contained HTML report.") { notebooks, folder, json };
        command.SetAction((parsed, cancellationToken) => KernelProcess.RunAsync(
            KernelArguments.Of("run", parsed.GetValue(notebooks)!, parsed.GetValue(folder), parsed.GetValue(json)), parsed.InvocationConfiguration.Error, cancellationToken));
        return command;
    }
}
