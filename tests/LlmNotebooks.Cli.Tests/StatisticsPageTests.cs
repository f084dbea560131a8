using LlmNotebooks.Testing;

namespace LlmNotebooks.Cli.Tests;

/// <summary>What docs/statistics.md shows is run as it stands there, and gives what stands there.</summary>
public sealed class StatisticsPageTests
{
    private static readonly MarkdownPage Page = new("statistics.md");

    [Fact]
    public async Task Every_command_gives_what_the_page_says()
    {
        (int commands, int results) = await Page.RunAsync();

        Assert.True(commands >= 15 && results >= 15, $"{commands} commands, {results} results");
    }

    [Fact]
    public async Task Every_csharp_block_runs_as_a_cell()
    {
        using TemporaryFolder folder = new();
        string[] cells = [$"#r \"{Repository.PathOf("artifacts", "kit", "LlmNotebooks.dll")}\"", .. Page.BlocksIn("csharp")];
        Assert.True(cells.Length >= 3, $"{cells.Length} cells");
        await CSharpNotebook.WriteAsync(folder.File("page.ipynb"), cells);

        Finished finished = await Processes.LlmnbInAsync(folder.Path, "run", "page.ipynb");

        Assert.True(finished.ExitCode == 0, finished.ToString());
        string executed = await File.ReadAllTextAsync(folder.File(Path.Combine("out", "page.ipynb")), TestContext.Current.CancellationToken);
        Assert.Contains("large and small are not distinguishable", executed, StringComparison.Ordinal);
        Assert.Contains("items show a difference of 0.0300", executed, StringComparison.Ordinal);
        Assert.Contains("not decided: 4 differences, mean 0.1000", executed, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_link_of_the_page_leads_somewhere() => Assert.Empty(Page.BrokenLinks);
}
