using System.Text.RegularExpressions;
using LlmNotebooks.Kernel.Submissions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LlmNotebooks.Kernel.Language;

/// <summary>Completes the files that <c>#r "…"</c> and <c>#load "…"</c> name.</summary>
internal static partial class PathCompletion
{
    private const string Package = "nuget: ";

    private static readonly string[] Libraries = [".dll", ".exe"];
    private static readonly string[] Scripts = [".csx", ".cs"];

    /// <summary>The files and folders that fit; null where the cursor is in no such directive.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="position">The cursor.</param>
    /// <param name="folder">What relative paths are relative to.</param>
    public static Completions? Complete(string code, int position, string folder)
    {
        int line = code.LastIndexOf('\n', Math.Max(position - 1, 0), position) + 1;
        Match match = Directive().Match(code[line..position]);
        if (!match.Success || !IsDirective(code, line + match.Groups["name"].Index)) { return null; }

        string typed = match.Groups["path"].Value;
        int segment = typed.LastIndexOfAny(['/', '\\']) + 1;
        int start = position - typed.Length + segment;
        int end = position;
        while (end < code.Length && code[end] is not ('"' or '/' or '\\' or '\r' or '\n')) { end++; }
        string[] endings = match.Groups["name"].Value == "r" ? Libraries : Scripts;
        if (match.Groups["name"].Value == "r" && typed.Length > 0 && Package.StartsWith(typed.TrimStart(), StringComparison.OrdinalIgnoreCase) && segment == 0)
        {
            return new Completions(start, end, [new Completion(Package, CompletionKind.Keyword, "a package: NAME, VERSION")]);
        }
        List<Completion> items = [.. Entries(typed[..segment], folder, endings).Where(item => Fits(item.Text, typed[segment..]))];
        return new Completions(start, end, items);
    }

    private static bool Fits(string name, string typed) =>
        name.StartsWith(typed, StringComparison.OrdinalIgnoreCase) && (typed.Length > 0 || !name.StartsWith('.'));

    private static IEnumerable<Completion> Entries(string path, string folder, string[] endings)
    {
        try
        {
            DirectoryInfo directory = new(Path.GetFullPath(path.Replace('\\', '/'), folder));
            return
            [
                .. directory.EnumerateDirectories().OrderBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase)
                    .Select(entry => new Completion(entry.Name + "/", CompletionKind.Folder, null)),
                .. directory.EnumerateFiles().Where(entry => endings.Contains(entry.Extension, StringComparer.OrdinalIgnoreCase))
                    .OrderBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase)
                    .Select(entry => new Completion(entry.Name, CompletionKind.File, null)),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Half a path often names no folder, or one that may not be read: it has nothing to offer.
            return [];
        }
    }

    /// <summary>Whether the line is one of the compiler's directives, and not text within a string.</summary>
    private static bool IsDirective(string code, int position) =>
        CSharpSyntaxTree.ParseText(code, SubmissionChain.ParseOptions).GetRoot().DescendantTrivia()
            .Any(trivia => trivia.IsDirective && trivia.FullSpan.Contains(position));

    [GeneratedRegex("""^\s*\#\s*(?<name>r|load)\s*"(?<path>[^"]*)$""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Directive();
}
