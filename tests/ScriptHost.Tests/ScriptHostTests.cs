using LlmNotebooks.Testing;

namespace LlmNotebooks.ScriptHost.Tests;

public sealed class ScriptHostTests
{
    private static readonly string[] Charts = ["intervals", "heat map", "distribution", "pareto", "differences", "of Plotly.NET"];

    // The last two only because the script names their types itself.
    private static readonly string[] References = ["LlmNotebooks.dll", "Microsoft.Data.Sqlite.dll", "Plotly.NET.CSharp.dll"];

    [Theory]
    [InlineData("PlainScriptHost")]
    [InlineData("InteractiveScriptHost")]
    public async Task Kit_gives_frames_charts_and_sqlite(string host)
    {
        using TemporaryFolder folder = new();
        string script = folder.File("everything.csx");
        await File.WriteAllTextAsync(
            script,
            string.Concat(References.Select(file => $"#r \"{Repository.PathOf("artifacts", "kit", file)}\"\n"))
                + await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "everything.csx"), TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);

        Finished ran = await Processes.RunAsync("dotnet", folder.Path, ["exec", Repository.PathOf("artifacts", "bin", host, Repository.Configuration, host + ".dll"), script]);

        Assert.True(ran.ExitCode == 0, ran.ToString());
        string[] lines = ran.Output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        Assert.Equal("frame\ttext/html\ta table", lines[0]);
        Assert.StartsWith("frame\ttext/plain\tmodel", lines[1], StringComparison.Ordinal);
        Assert.Equal(
            [.. Charts.SelectMany(c => new[] { $"{c}\ttext/html\ta figure", $"{c}\tapplication/vnd.plotly.v1+json\tplotly json" }), "traces\t1", "sqlite\t42"],
            lines[2..]);
    }
}
