using LlmNotebooks.Testing;

namespace LlmNotebooks.Cli.Tests;

/// <summary>llmnb as a dotnet tool, installed from a package made here.</summary>
public sealed class ToolTests
{
    private const string Version = "0.1.0-test";

    [Fact]
    public async Task The_packed_tool_answers_runs_a_notebook_and_installs_a_kernel_that_outlives_it()
    {
        using TemporaryFolder folder = new();
        Dictionary<string, string> environment = new() { ["NUGET_PACKAGES"] = folder.File("packages") };

        Finished pack = await Processes.RunAsync(
            "dotnet", Repository.Root,
            ["pack", "src/LlmNotebooks.Cli", "--no-build", "-c", Repository.Configuration, "-o", folder.File("feed"), $"-p:PackageVersion={Version}"]);
        Finished install = await Processes.RunAsync(
            "dotnet", folder.Path,
            ["tool", "install", "LlmNotebooks.Cli", "--version", Version, "--tool-path", folder.File("bin"), "--source", folder.File("feed")], environment);
        string llmnb = folder.File(Path.Combine("bin", OperatingSystem.IsWindows() ? "llmnb.exe" : "llmnb"));
        Finished ask = await Processes.RunAsync(llmnb, folder.Path, ["ask", "--model", CommandLine.Model("skills-micro-f16"), "What is 17 + 25?"]);
        await File.WriteAllTextAsync(folder.File("sum.ipynb"), Notebook, TestContext.Current.CancellationToken);
        Finished run = await Processes.RunAsync(llmnb, folder.Path, ["run", "sum.ipynb", "--output", "out"]);

        Finished kernel = await Processes.RunAsync(llmnb, folder.Path, ["kernel", "install"], new Dictionary<string, string> { ["JUPYTER_DATA_DIR"] = folder.File("jupyter") });
        // As an update of the tool does with the old version's files.
        Directory.Delete(folder.File("bin"), recursive: true);
        Finished installed = await Processes.RunAsync(
            "dotnet", folder.Path,
            ["exec", Path.Combine(Directory.GetDirectories(folder.File(Path.Combine("jupyter", "kernels"))).Single(), "bin", "1", "LlmNotebooks.Kernel.dll"), "run", "sum.ipynb", "--output", "again"]);

        Assert.True(kernel.ExitCode == 0, kernel.ToString());
        Assert.True(installed.ExitCode == 0, installed.ToString());
        Assert.True(pack.ExitCode == 0, pack.ToString());
        Assert.True(install.ExitCode == 0, install.ToString());
        Assert.True(ask.ExitCode == 0, ask.ToString());
        Assert.Equal("42", ask.Output.Trim());
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("42", await File.ReadAllTextAsync(folder.File(Path.Combine("out", "sum.ipynb")), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private const string Notebook =
        """
        {
         "cells": [{ "cell_type": "code", "execution_count": null, "id": "sum", "metadata": {}, "outputs": [], "source": "17 + 25" }],
         "metadata": {},
         "nbformat": 4,
         "nbformat_minor": 5
        }
        """;
}
