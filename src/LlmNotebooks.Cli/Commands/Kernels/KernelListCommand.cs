using System.CommandLine;
using LlmNotebooks.Cli.Commands.Notebooks;
using LlmNotebooks.Cli.Kernelspecs;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Cli.Commands.Kernels;

/// <summary>llmnb kernel list: the kernels that Jupyter finds, and which of them are ours.</summary>
internal static class KernelListCommand
{
    public static Command Create()
    {
        Option<string?> prefix = new("--prefix") { Description = "Also looks in DIR/share/jupyter/kernels.", HelpName = "DIR" };
        Option<bool> json = new("--json") { Description = "Prints the list as JSON." };
        Command command = new("list", "Lists the kernels on all Jupyter paths, and says whether llmnb's own is older than this llmnb.") { prefix, json };
        command.SetAction(parsed => Run(parsed.GetValue(prefix), parsed.GetValue(json), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(string? prefix, bool json, TextWriter output)
    {
        IEnumerable<string> folders = KernelLocation.Searched;
        if (!string.IsNullOrEmpty(prefix)) { folders = folders.Append(JupyterPaths.PrefixKernels(prefix)).Distinct(); }
        KernelspecCatalog catalog = new(folders);
        KernelMark current = KernelProcess.Files().Mark;
        if (json)
        {
            JsonOutput.Write(output, catalog.Kernels.Select(kernel => new
            {
                kernel.Name,
                kernel.DisplayName,
                kernel.Language,
                kernel.Folder,
                kernel.IsOurs,
                kernel.Mark?.Version,
                Age = kernel.Mark?.AgeBeside(current),
                IsHidden = catalog.Find(kernel.Name) != kernel,
                kernel.Problem,
            }));
            return ExitCode.Done;
        }

        FrameOutput.Write(
            Frame.Of(catalog.Kernels)
                .Column("name", kernel => kernel.Name, ColumnRole.Key)
                .Column("display_name", kernel => kernel.DisplayName)
                .Column("language", kernel => kernel.Language)
                .Column("version", kernel => kernel.Mark?.Version)
                .Column("folder", kernel => kernel.Folder)
                .Column("remark", kernel => Remark(kernel, current, isHidden: catalog.Find(kernel.Name) != kernel))
                .Build(),
            output);
        return ExitCode.Done;
    }

    private static string Remark(Kernelspec kernel, KernelMark current, bool isHidden) => string.Join("; ", new[]
    {
        kernel.Problem,
        isHidden ? "hidden by the kernel of the same name above" : null,
        kernel.Mark?.AgeBeside(current) switch
        {
            KernelAge.Older => $"older than this llmnb ({current.Version}): install again",
            KernelAge.OtherBuild => "a different build from this llmnb's: install again",
            KernelAge.Newer => $"newer than this llmnb ({current.Version})",
            _ => null,
        },
    }.OfType<string>());
}
