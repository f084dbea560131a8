using LlmNotebooks.Testing;

namespace LlmNotebooks.Cli.Tests;

/// <summary>What docs/notebooks.md shows is run as it stands there.</summary>
public sealed class DocumentationTests : IDisposable
{
    // The cell that the page's --param speak of.
    private const string Parameters = "string model = \"nano\"; int top = 10;";

    private static readonly MarkdownPage Page = new("notebooks.md");

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Every_csharp_block_runs_as_a_cell()
    {
        string[] cells = [.. Page.BlocksIn("csharp")];
        Assert.True(cells.Length >= 3, $"{cells.Length} blocks");
        await WriteAsync(cells);

        Finished finished = await Processes.LlmnbInAsync(_folder.Path, "run", "analysis.ipynb");

        Assert.True(finished.ExitCode == 0, finished.ToString());
        string executed = await File.ReadAllTextAsync(_folder.File(Path.Combine("out", "analysis.ipynb")), TestContext.Current.CancellationToken);
        Assert.Contains("<b>this is bold</b>", executed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_llmnb_command_works_in_the_order_of_the_page()
    {
        await WriteAsync([Parameters, "17 + 25"]);
        Dictionary<string, string> environment = new() { ["JUPYTER_DATA_DIR"] = _folder.File("jupyter"), ["JUPYTER_PATH"] = _folder.File("path"), ["IPYTHONDIR"] = _folder.File("ipython") };
        string[] commands = [.. Page.BlocksIn("sh").SelectMany(block => block.Split('\n')).Where(line => line.StartsWith("llmnb ", StringComparison.Ordinal))];
        Assert.True(commands.Length >= 8, $"{commands.Length} commands");

        foreach (string command in commands)
        {
            Finished finished = await Processes.RunAsync(
                "dotnet", _folder.Path,
                ["exec", Repository.PathOf("artifacts", "bin", "LlmNotebooks.Cli", Repository.Configuration, "llmnb.dll"), .. command.Split(' ')[1..]], environment);

            Assert.True(finished.ExitCode == 0, $"{command}\n{finished}");
        }
    }

    [Fact]
    public void Every_link_of_the_page_leads_somewhere() => Assert.Empty(Page.BrokenLinks);

    public void Dispose() => _folder.Dispose();

    private Task WriteAsync(IEnumerable<string> cells) => CSharpNotebook.WriteAsync(_folder.File("analysis.ipynb"), cells, Parameters);
}
