namespace LlmNotebooks.Cli.Tests;

/// <summary>What docs/costs.md shows is run as it stands there, and gives what stands there.</summary>
public sealed class CostPageTests
{
    private static readonly MarkdownPage Page = new("costs.md");

    [Fact]
    public async Task Every_command_gives_what_the_page_says()
    {
        (int commands, int results) = await Page.RunAsync();

        Assert.True(commands >= 4 && results >= 3, $"{commands} commands, {results} results");
    }

    [Fact]
    public void Every_link_of_the_page_leads_somewhere() => Assert.Empty(Page.BrokenLinks);
}
