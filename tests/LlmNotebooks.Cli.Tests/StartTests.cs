using LlmNotebooks.Testing;

namespace LlmNotebooks.Cli.Tests;

/// <summary>What llmnb loads: next to nothing before a command is known, and nothing that draws where nothing is drawn.</summary>
public sealed class StartTests : IDisposable
{
    private static readonly string[] Drawing = ["Plotly", "FSharp", "DynamicObj", "Giraffe"];

    private static readonly string Folder = Repository.PathOf("artifacts", "bin", "LlmNotebooks.Cli", Repository.Configuration);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_version_loads_the_command_and_its_parser_and_no_more()
    {
        string[] loaded = await LoadedAsync("--version");

        Assert.Equal(["System.CommandLine", "llmnb"], loaded.Where(name => File.Exists(Path.Combine(Folder, $"{name}.dll"))).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("--help")]
    [InlineData("metrics", "--list")]
    [InlineData("runs", "list", "--store", "STORE")]
    [InlineData("runs", "show", "RUN", "--store", "STORE")]
    [InlineData("compare", "RUN", "--store", "STORE")]
    [InlineData("compare", "--csv", "SCORES")]
    [InlineData("stats", "mean", "--csv", "SCORES", "--value", "score")]
    [InlineData("dataset", "check", "DATA")]
    [InlineData("cost", "estimate", "--requests", "5", "--input", "1", "--output", "1")]
    public async Task Where_nothing_is_drawn_nothing_that_draws_is_loaded(params string[] command)
    {
        string[] loaded = await LoadedAsync(command);

        Assert.Contains("llmnb", loaded);
        Assert.DoesNotContain(loaded, name => Array.Exists(Drawing, drawing => name.StartsWith(drawing, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_reads_Parquet_is_loaded_where_Parquet_is_read()
    {
        string parquet = Repository.PathOf("tests", "LlmNotebooks.Core.Tests", "Datasets", "arc-snappy.parquet");

        Assert.DoesNotContain("Parquet", await LoadedAsync("dataset", "check", "DATA"));
        File.Delete(_folder.File("runs.db"));
        Assert.Contains("Parquet", await LoadedAsync("dataset", "check", parquet));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("dataset", "check", "DATA")]
    [InlineData("runs", "export", "RUN", "--store", "STORE")]
    [InlineData("stats", "mean", "--csv", "SCORES", "--value", "score")]
    public async Task What_prints_no_table_loads_no_data_frames(params string[] command) =>
        Assert.DoesNotContain("Microsoft.Data.Analysis", await LoadedAsync(command));

    public void Dispose() => _folder.Dispose();

    /// <summary>Runs the llmnb of this build, and this assembly's hook in it.</summary>
    private async Task<string[]> LoadedAsync(params string[] command)
    {
        File.Copy(Repository.PathOf("data", "recordings", "skills.db"), _folder.File("runs.db"));
        await File.WriteAllLinesAsync(_folder.File("scores.csv"), ["model,item,score", "a,q1,1", "a,q2,0", "b,q1,1", "b,q2,1"], TestContext.Current.CancellationToken);
        string run = (await CommandLine.JsonAsync("runs", "list", "--store", _folder.File("runs.db")))[0].GetProperty("id").GetString()!;
        string[] arguments = [.. command.Select(word => word switch { "STORE" => _folder.File("runs.db"), "SCORES" => _folder.File("scores.csv"), "DATA" => CommandLine.Dataset, "RUN" => run, _ => word })];

        Finished finished = await Processes.RunAsync(
            "dotnet", _folder.Path, ["exec", Path.Combine(Folder, "llmnb.dll"), .. arguments],
            new Dictionary<string, string> { ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location, [StartupHook.FileVariable] = _folder.File("loaded.txt") });

        Assert.True(finished.ExitCode == 0, finished.ToString());
        return await File.ReadAllLinesAsync(_folder.File("loaded.txt"), TestContext.Current.CancellationToken);
    }
}
