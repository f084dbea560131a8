using System.CommandLine;

namespace LlmNotebooks.Cli.Commands.Notebooks;

/// <summary>llmnb export: an HTML page from a notebook that has its outputs.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        Argument<string[]> notebooks = new("NOTEBOOK") { Description = "Notebooks (.ipynb) with outputs, or .dib files.", Arity = ArgumentArity.OneOrMore };
        Option<string?> folder = new("--output") { Description = "Folder for the pages. Default: beside each notebook.", HelpName = "DIR" };
        Option<bool> json = new("--json") { Description = "Prints the result as JSON." };

        Command command = new("export", "Writes self-contained HTML pages from notebooks as they are, without executing them.") { notebooks, folder, json };
        command.SetAction((parsed, cancellationToken) => KernelProcess.RunAsync(
            KernelArguments.Of("export", parsed.GetValue(notebooks)!, parsed.GetValue(folder), parsed.GetValue(json)), parsed.InvocationConfiguration.Error, parsed.GetValue(json) ? parsed.InvocationConfiguration.Output : null, cancellationToken));
        return command;
    }
}
