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

    private static string Anchor(string heading) =>
        "#" + string.Concat(heading.TrimStart('#').Trim().ToLowerInvariant().Replace(' ', '-').Where(c => char.IsLetterOrDigit(c) || c is '-' or '_'));

    [GeneratedRegex(@"^```([^\n]*)\n(.*?)\n```$", RegexOptions.Singleline | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();

    [GeneratedRegex("`[^`\n]+`", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\]\(([^)]+)\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
