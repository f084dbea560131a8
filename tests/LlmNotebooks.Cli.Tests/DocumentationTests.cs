using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LlmNotebooks.Testing;

namespace LlmNotebooks.Cli.Tests;

/// <summary>What docs/notebooks.md shows is run as it stands there.</summary>
public sealed partial class DocumentationTests : IDisposable
{
    // The cell that the page's --param speak of.
    private const string Parameters = "string model = \"nano\"; int top = 10;";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Every_csharp_block_runs_as_a_cell()
    {
        string[] cells = [.. Blocks("csharp")];
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
        string[] commands = [.. Blocks("sh").SelectMany(block => block.Split('\n')).Where(line => line.StartsWith("llmnb ", StringComparison.Ordinal))];
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
    public void Every_link_of_the_page_leads_somewhere()
    {
        string page = InlineCode().Replace(Page(), "");
        string[] targets = [.. Link().Matches(page).Select(match => match.Groups[1].Value).Where(target => !target.StartsWith("https://", StringComparison.Ordinal))];
        string[] headings = [.. page.Split('\n').Where(line => line.StartsWith('#')).Select(line => "#" + line.TrimStart('#').Trim().ToLowerInvariant().Replace(' ', '-'))];

        Assert.NotEmpty(targets);
        Assert.All(targets, target => Assert.True(headings.Contains(target) || File.Exists(Repository.PathOf("docs", target)), target));
    }

    public void Dispose() => _folder.Dispose();

    private static string Page() => File.ReadAllText(Repository.PathOf("docs", "notebooks.md")).ReplaceLineEndings("\n");

    private static IEnumerable<string> Blocks(string language) =>
        Regex.Matches(Page(), $"^```{language}\n(.*?)\n```$", RegexOptions.Singleline | RegexOptions.Multiline).Select(match => match.Groups[1].Value);

    private Task WriteAsync(IEnumerable<string> cells)
    {
        JsonArray json = [.. cells.Select((source, number) => new JsonObject
        {
            ["cell_type"] = "code",
            ["execution_count"] = null,
            ["id"] = $"cell-{number}",
            ["metadata"] = source == Parameters ? new JsonObject { ["tags"] = new JsonArray("parameters") } : new JsonObject(),
            ["outputs"] = new JsonArray(),
            ["source"] = source,
        })];
        JsonObject notebook = new() { ["cells"] = json, ["metadata"] = new JsonObject(), ["nbformat"] = 4, ["nbformat_minor"] = 5 };
        return File.WriteAllTextAsync(_folder.File("analysis.ipynb"), notebook.ToJsonString(), TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("`[^`\n]+`", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\]\(([^)]+)\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
