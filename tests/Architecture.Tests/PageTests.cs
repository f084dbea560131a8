using System.Text.RegularExpressions;
using LlmNotebooks.Testing;

namespace Architecture.Tests;

/// <summary>The pages for people lead where they say.</summary>
public sealed partial class PageTests
{
    public static TheoryData<string> Pages() =>
        [.. Directory.EnumerateFiles(Repository.Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)).Select(page => Path.GetRelativePath(Repository.Root, page).Replace('\\', '/'))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_of_a_page_leads_to_a_file_and_a_heading(string page)
    {
        string file = Path.Combine(Repository.Root, page);
        string[] broken = [.. Link().Matches(Prose(file)).Select(match => match.Groups[1].Value)
            .Where(target => !target.StartsWith("https://", StringComparison.Ordinal) && !Leads(file, target))];

        Assert.Empty(broken);
    }

    private static bool Leads(string page, string target)
    {
        int mark = target.IndexOf('#', StringComparison.Ordinal);
        string path = mark < 0 ? target : target[..mark];
        string file = path.Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, path));
        if (mark < 0) { return File.Exists(file) || Directory.Exists(file); }
        return File.Exists(file) && Prose(file).Split('\n').Any(line => line.StartsWith('#') && Anchor(line) == target[mark..]);
    }

    private static string Prose(string file) => InlineCode().Replace(Block().Replace(File.ReadAllText(file).ReplaceLineEndings("\n"), ""), "");

    private static string Anchor(string heading) => "#" + string.Concat(heading.TrimStart('#').Trim().ToLowerInvariant().Replace(' ', '-').Where(c => char.IsLetterOrDigit(c) || c is '-' or '_'));

    [GeneratedRegex(@"^```[^\n]*\n.*?\n```$", RegexOptions.Singleline | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();

    [GeneratedRegex(@"(?<!\[)`[^`\n]+`(?!\])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\]\(([^)]+)\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
