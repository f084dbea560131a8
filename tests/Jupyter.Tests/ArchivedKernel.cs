using System.Text.Json;

namespace Jupyter.Tests;

/// <summary>The C# kernel of .NET Interactive, which was archived: the tool Microsoft.dotnet-interactive, in a folder that LLMNB_ARCHIVED_KERNEL names.</summary>
internal sealed class ArchivedKernel
{
    private readonly string _tool;

    private ArchivedKernel(string tool) => _tool = tool;

    /// <summary>The kernel; where nobody says where it is the test is skipped.</summary>
    public static ArchivedKernel Require()
    {
        string? folder = Environment.GetEnvironmentVariable("LLMNB_ARCHIVED_KERNEL");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "LLMNB_ARCHIVED_KERNEL names no folder into which the tool Microsoft.dotnet-interactive was installed.");
        string tool = Path.Combine(folder!, OperatingSystem.IsWindows() ? "dotnet-interactive.exe" : "dotnet-interactive");
        Assert.True(File.Exists(tool), $"LLMNB_ARCHIVED_KERNEL is '{folder}', and there is no '{tool}'.");
        return new ArchivedKernel(tool);
    }

    /// <summary>What a Jupyter program needs in its environment to find this kernel under the name that the notebooks ask for.</summary>
    public IReadOnlyDictionary<string, string> In(TemporaryFolder folder, IReadOnlyDictionary<string, string> jupyter)
    {
        string share = folder.File("archived");
        string specification = Path.Combine(share, "kernels", InstalledKernel.Name);
        Directory.CreateDirectory(specification);
        File.WriteAllText(Path.Combine(specification, "kernel.json"), JsonSerializer.Serialize(new
        {
            argv = (string[])[_tool, "jupyter", "--default-kernel", "csharp", "{connection_file}", "--http-port-range", "2048-3000"],
            display_name = ".NET (C#)",
            language = "C#",
        }));
        return new Dictionary<string, string>(jupyter) { ["JUPYTER_PATH"] = share, ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1" };
    }
}
