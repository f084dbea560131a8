using System.Text.Json;
using LlmNotebooks.Testing;

namespace LlmNotebooks.ScriptHost.Tests;

/// <summary>The notebooks, unmodified, in the host that stands for the archived kernel, beside the headless run of our own.</summary>
public sealed class NotebookTests
{
    public static TheoryData<string> Names() => [.. Directory.EnumerateFiles(Repository.PathOf("notebooks"), "*.ipynb").Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_notebook_shows_the_same_in_both_kernels(string name)
    {
        using TemporaryFolder theirs = NotebookWorkspace.Of(name), ours = NotebookWorkspace.Of(name);

        Finished script = await Processes.RunAsync("dotnet", theirs.Path, ["exec", Hosts.PathOf("InteractiveScriptHost"), theirs.File(Path.Combine("notebooks", name)), theirs.File("outputs.jsonl")]);
        Finished headless = await Processes.LlmnbInAsync(ours.Path, "run", ours.File(Path.Combine("notebooks", name)), "--output", ours.File("out"));

        Assert.True(script.ExitCode == 0, script.ToString());
        Assert.True(headless.ExitCode == 0, headless.ToString());
        string[] shown = [.. Shown(theirs.File("outputs.jsonl"))];
        Assert.NotEmpty(shown);
        Assert.Equal(NotebookOutputs.Read(ours.File(Path.Combine("out", name))), shown);
    }

    private static IEnumerable<string> Shown(string path)
    {
        foreach (string line in File.ReadLines(path))
        {
            using JsonDocument output = JsonDocument.Parse(line);
            Dictionary<string, string> data = output.RootElement.GetProperty("data").EnumerateObject().ToDictionary(form => form.Name, form => form.Value.GetString()!);
            yield return NotebookOutputs.Substance(output.RootElement.GetProperty("cell").GetInt32(), data);
        }
    }
}
