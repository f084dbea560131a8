using System.Text.RegularExpressions;
using LlmNotebooks.Testing;

namespace Architecture.Tests;

/// <summary>Which folder each type of src is written in, read from the files: a project's name, then the folders below it.</summary>
internal static partial class SourceFolders
{
    /// <summary>Folders by the full name of the type, as <c>LlmNotebooks.Core/Metrics/Text</c>.</summary>
    public static IReadOnlyDictionary<string, string> ByType { get; } = Read();

    /// <summary>The project and the folder below it, the room; the project alone for files beside its project file.</summary>
    public static string Room(string folder) => string.Join('/', folder.Split('/').Take(2));

    private static Dictionary<string, string> Read()
    {
        string source = Path.Combine(Repository.Root, "src");
        Dictionary<string, string> folders = new(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories))
        {
            string folder = Path.GetRelativePath(source, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '/');
            string text = File.ReadAllText(file);
            if (Namespace().Match(text) is not { Success: true } declared) { continue; }
            foreach (Match type in TopLevelType().Matches(text)) { folders[$"{declared.Groups["name"].Value}.{type.Groups["name"].Value}"] = folder; }
        }

        return folders;
    }

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Namespace();

    // Namespaces are file-scoped, so what stands at a line's beginning is no nested type.
    [GeneratedRegex(@"^(?:(?:public|internal|file|sealed|static|abstract|readonly|partial|unsafe|ref) )*(?:class|struct|interface|enum|record struct|record|delegate [\w<>?\[\],. ]+) (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex TopLevelType();
}
