using System.CommandLine;
using LlmNotebooks.Cli.Commands.Notebooks;
using LlmNotebooks.Cli.Kernelspecs;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;

namespace LlmNotebooks.Cli.Commands.Kernels;

/// <summary>llmnb kernel install: makes VS Code and Jupyter find the kernel.</summary>
internal static class KernelInstallCommand
{
    public static Command Create()
    {
        KernelLocation location = new();
        Option<string?> name = new("--name") { Description = $"Name of the kernel. Default: {KernelName.CSharp}, which C# notebooks ask for; {KernelName.Fallback} if another kernel has that name.", HelpName = "NAME" };
        Option<bool> json = new("--json") { Description = "Prints the result as JSON." };

        Command command = new("install", "Installs or updates the C# kernel; a kernel that is running is not disturbed.") { name, json };
        location.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            location.KernelsFolder(parsed), parsed.GetValue(name), parsed.GetValue(json), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string folder, string? name, bool json, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> searched = KernelLocation.Searched;
        KernelspecCatalog before = new(searched.Append(folder).Distinct());
        string chosen = name is null ? KernelName.Choose(before.Kernels) : KernelName.Check(name);
        Kernelspec installed = await new KernelspecInstaller(folder).InstallAsync(chosen, KernelProcess.Files(), KernelProcess.ProbeAsync, cancellationToken);

        List<string> notes = [.. Notes(installed, folder, searched, chosenByUs: name is null)];
        if (json)
        {
            JsonOutput.Write(output, new { installed.Name, installed.Folder, installed.DisplayName, installed.Language, installed.Mark!.Version, installed.Mark.Build, Notes = notes });
            return ExitCode.Done;
        }

        await output.WriteLineAsync($"Installed {installed.DisplayName} {installed.Mark!.Version} as {installed.Name} in {installed.Folder}");
        await output.WriteLineAsync(Next(installed));
        foreach (string note in notes) { await error.WriteLineAsync($"llmnb: {note}"); }
        return ExitCode.Done;
    }

    private static string Next(Kernelspec kernel) => $"""

        VS Code   with the Jupyter extension, open a notebook; if it asks: Select Kernel > Jupyter Kernel... > {kernel.DisplayName}
        Jupyter   jupyter notebook, or jupyter lab; the kernel is in the list of new notebooks
        nbconvert jupyter nbconvert --to notebook --execute --ExecutePreprocessor.kernel_name={kernel.Name} NOTEBOOK
        Neither is needed for: llmnb run NOTEBOOK
        """;

    private static IEnumerable<string> Notes(Kernelspec installed, string folder, IReadOnlyList<string> searched, bool chosenByUs)
    {
        KernelspecCatalog now = new(searched);
        if (chosenByUs && installed.Name == KernelName.Fallback && now.Kernels.FirstOrDefault(kernel => kernel.Name == KernelName.CSharp && !kernel.IsOurs) is { } holder)
        {
            yield return $"{KernelName.CSharp} is another kernel ({holder.DisplayName ?? "no display name"}, {holder.Folder}), and notebooks still open with that one. To use this one: Select Kernel in VS Code, Kernel > Change Kernel in Jupyter, --ExecutePreprocessor.kernel_name={installed.Name} for nbconvert.";
        }

        if (!searched.Contains(folder, StringComparer.Ordinal))
        {
            yield return $"Jupyter does not look in {folder} here. Start the Jupyter of that prefix, or set JUPYTER_PATH={Path.GetDirectoryName(folder)}";
        }
        else if (now.Find(installed.Name) is { } first && first.Folder != installed.Folder)
        {
            yield return $"Jupyter finds {first.Folder} first, which has the same name. Uninstall that one, or choose a different --name.";
        }
        else if (now.Kernels.FirstOrDefault(kernel => kernel.Name == installed.Name && !kernel.IsOurs) is { } hidden)
        {
            yield return $"It hides {hidden.DisplayName ?? "a kernel"} in {hidden.Folder}, which has the same name. To undo: llmnb kernel uninstall --name {installed.Name}";
        }
    }
}
