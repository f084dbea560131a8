using System.CommandLine;
using LlmNotebooks.Cli.Kernelspecs;
using LlmNotebooks.Cli.Usage;

namespace LlmNotebooks.Cli.Commands.Kernels;

/// <summary>Which folder of kernels: --user or --prefix DIR.</summary>
internal sealed class KernelLocation
{
    private readonly Option<bool> _user = new("--user") { Description = "This user's Jupyter folder (the default)." };
    private readonly Option<string?> _prefix = new("--prefix") { Description = "The folder DIR/share/jupyter/kernels, where DIR is for instance a Python environment, or /usr/local for everyone.", HelpName = "DIR" };

    /// <summary>The folders that Jupyter searches, absolute.</summary>
    public static IReadOnlyList<string> Searched => [.. JupyterPaths.Current.AllKernels.Select(Path.GetFullPath).Distinct(StringComparer.Ordinal)];

    /// <summary>Adds the options.</summary>
    public void AddTo(Command command)
    {
        command.Add(_user);
        command.Add(_prefix);
    }

    /// <summary>The folder that the command line names.</summary>
    public string KernelsFolder(ParseResult parsed)
    {
        string? prefix = parsed.GetValue(_prefix);
        if (prefix is null) { return Path.GetFullPath(JupyterPaths.Current.UserKernels); }
        if (parsed.GetValue(_user)) { throw new UsageException("--user and --prefix name two places. Give only one of them."); }
        return prefix.Length > 0 ? JupyterPaths.PrefixKernels(prefix) : throw new UsageException("--prefix is empty. Give a folder.");
    }
}
