using System.Text.RegularExpressions;
using LlmNotebooks.Testing;

namespace LlmNotebooks.Cli.Tests;

/// <summary>A page of docs/, for tests that run what it shows.</summary>
internal sealed partial class MarkdownPage(string name)
{
    private readonly string _text = File.ReadAllText(Repository.PathOf("docs", name)).ReplaceLineEndings("\n");

    /// <summary>The fenced blocks in their order, with the words behind their fence: <c>sh</c>, <c>json file=prices.json</c>.</summary>
    public IReadOnlyList<(string Info, string Text)> Blocks => [.. Block().Matches(_text).Select(match => (match.Groups[1].Value, match.Groups[2].Value))];

    /// <summary>Links to headings that are not there, and to files that are not there.</summary>
    public IReadOnlyList<string> BrokenLinks
    {
        get
        {
            string prose = InlineCode().Replace(Block().Replace(_text, ""), "");
            string[] headings = [.. prose.Split('\n').Where(line => line.StartsWith('#')).Select(Anchor)];
            string[] targets = [.. Link().Matches(prose).Select(match => match.Groups[1].Value).Where(target => !target.StartsWith("https://", StringComparison.Ordinal))];
            Assert.NotEmpty(targets);
            return [.. targets.Where(target => !headings.Contains(target) && !File.Exists(Repository.PathOf("docs", target)))];
        }
    }

    /// <summary>The text of the blocks in one language.</summary>
    public IEnumerable<string> BlocksIn(string language) => Blocks.Where(block => block.Info == language).Select(block => block.Text);

    /// <summary>Writes the page's files, runs its llmnb commands in their order, and holds each line of a text block to what the command before it printed.</summary>
    public async Task<(int Commands, int Results)> RunAsync()
    {
        using TemporaryFolder folder = new();
        string printed = "";
        (int commands, int results) = (0, 0);
        foreach ((string info, string text) in Blocks)
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

        return (commands, results);
    }

    private static string Anchor(string heading) =>
        "#" + string.Concat(heading.TrimStart('#').Trim().ToLowerInvariant().Replace(' ', '-').Where(c => char.IsLetterOrDigit(c) || c is '-' or '_'));

    [GeneratedRegex(@"^```([^\n]*)\n(.*?)\n```$", RegexOptions.Singleline | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();

    [GeneratedRegex("`[^`\n]+`", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\]\(([^)]+)\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
