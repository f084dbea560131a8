using System.CommandLine;

namespace LlmNotebooks.Cli.Commands.Notebooks;

/// <summary>llmnb run: executes notebooks without a window.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        Argument<string[]> notebooks = new("NOTEBOOK") { Description = "Notebooks (.ipynb, .dib) to execute, in this order.", Arity = ArgumentArity.OneOrMore };
        Option<string?> folder = new("--output") { Description = "Folder for the executed notebooks and their HTML reports. Default: out beside each notebook.", HelpName = "DIR" };
        Option<string[]> parameters = new("--param", "-p") { Description = "Sets a variable of the code cell tagged 'parameters' for this run; the value is read as its C# type. May be repeated.", HelpName = "NAME=VALUE", Arity = ArgumentArity.ZeroOrMore };
        Option<string?> parameterFile = new("--param-file") { Description = "File with a JSON object of such values; --param takes precedence over it.", HelpName = "FILE" };
        Option<bool> allowErrors = new("--allow-errors") { Description = "Goes on after cells that fail. Without it, a cell may fail that has the tag 'raises-exception'." };
        Option<bool> json = new("--json") { Description = "Prints the result as JSON." };

        Command command = new("run", "Executes notebooks headlessly; writes each with its outputs, and a self-contained HTML report.") { notebooks, parameters, parameterFile, allowErrors, folder, json };
        command.SetAction((parsed, cancellationToken) => KernelProcess.RunAsync(
            [
                .. KernelArguments.Of("run", parsed.GetValue(notebooks)!, parsed.GetValue(folder), parsed.GetValue(json)),
                .. (parsed.GetValue(parameters) ?? []).SelectMany(parameter => new[] { "--param", parameter }),
                .. Enumerable.Repeat("--allow-errors", parsed.GetValue(allowErrors) ? 1 : 0),
                .. parsed.GetValue(parameterFile) is { } file ? new[] { "--param-file", file } : [],
            ],
            parsed.InvocationConfiguration.Error, parsed.GetValue(json) ? parsed.InvocationConfiguration.Output : null, cancellationToken));
        return command;
    }
}
