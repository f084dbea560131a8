using LlmNotebooks.Testing;

namespace LlmNotebooks.Cli.Tests;

/// <summary>What docs/costs.md shows is run as it stands there, and gives what stands there.</summary>
public sealed class CostPageTests
{
    private static readonly MarkdownPage Page = new("costs.md");

    [Fact]
    public async Task Every_command_gives_what_the_page_says()
    {
        using TemporaryFolder folder = new();
        string printed = "";
        (int commands, int results) = (0, 0);
        foreach ((string info, string text) in Page.Blocks)
        {
            if (info.Split(" file=") is [_, var file]) { await File.WriteAllTextAsync(folder.File(file), text + "\n", TestContext.Current.CancellationToken); }
            if (info == "sh")
            {
                foreach (string command in text.Split('\n'))
                {
                    // Files of the page lie in the test's folder, those of the repository in it.
                    string[] arguments = [.. command.Split(' ')[1..].Select(word => File.Exists(folder.File(word)) ? folder.File(word) : File.Exists(Repository.PathOf(word)) ? Repository.PathOf(word) : word)];
                    Finished finished = await CommandLine.RunAsync(arguments);
                    Assert.True(finished.ExitCode == 0, $"{command}\n{finished}");
                    printed = finished.Output.ReplaceLineEndings("\n");
                    commands++;
                }
            }

            if (info == "text")
            {
                Assert.All(text.Split('\n'), line => Assert.Contains(line, printed, StringComparison.Ordinal));
                results++;
            }
        }

        Assert.True(commands >= 4 && results >= 3, $"{commands} commands, {results} results");
    }

    [Fact]
    public void Every_link_of_the_page_leads_somewhere() => Assert.Empty(Page.BrokenLinks);
}
