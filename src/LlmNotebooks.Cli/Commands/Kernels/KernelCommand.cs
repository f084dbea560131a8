using System.CommandLine;

namespace LlmNotebooks.Cli.Commands.Kernels;

/// <summary>llmnb kernel: the C# kernel in Jupyter and VS Code.</summary>
internal static class KernelCommand
{
    public static Command Create() => new("kernel", "Installs, lists and uninstalls the C# notebook kernel for VS Code and Jupyter.")
    {
        KernelInstallCommand.Create(),
        KernelListCommand.Create(),
        KernelUninstallCommand.Create(),
    };
}
