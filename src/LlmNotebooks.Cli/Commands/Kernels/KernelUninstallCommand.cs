using System.CommandLine;
using LlmNotebooks.Cli.Kernelspecs;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;

namespace LlmNotebooks.Cli.Commands.Kernels;

/// <summary>llmnb kernel uninstall: removes our kernel, and never another's.</summary>
internal static class KernelUninstallCommand
{
    public static Command Create()
    {
        KernelLocation location = new();
        Option<string?> name = new("--name") { Description = "Name of the kernel. Default: every kernel that llmnb installed there.", HelpName = "NAME" };
        Option<bool> json = new("--json") { Description = "Prints the result as JSON." };

        Command command = new("uninstall", "Uninstalls the C# kernel; kernels that llmnb did not install are left alone.") { name, json };
        location.AddTo(command);
        command.SetAction(parsed => Run(
            location.KernelsFolder(parsed), parsed.GetValue(name), parsed.GetValue(json), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string folder, string? name, bool json, TextWriter output, TextWriter error)
    {
        string[] names = name is null
            ? [.. KernelspecCatalog.KernelsIn(folder).Where(kernel => kernel.IsOurs).Select(kernel => kernel.Name)]
            : [KernelName.Check(name)];
        if (names.Length == 0) { throw new KernelspecException($"There is no kernel installed by llmnb in {folder}. See: llmnb kernel list"); }

        KernelspecInstaller installer = new(folder);
        var removed = names.Select(each => new { Name = each, Folder = Path.Combine(folder, each), Left = installer.Uninstall(each) }).ToArray();
        if (json)
        {
            JsonOutput.Write(output, removed);
            return ExitCode.Done;
        }

        foreach (var kernel in removed)
        {
            output.WriteLine($"Uninstalled {kernel.Name} from {kernel.Folder}");
            foreach (string copy in kernel.Left) { error.WriteLine($"llmnb: {copy} was left because a kernel is still running from it. Delete the folder when that kernel has ended."); }
        }

        return ExitCode.Done;
    }
}
