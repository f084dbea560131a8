using System.Text.RegularExpressions;
using System.Xml.Linq;
using LlmNotebooks.Testing;

namespace Architecture.Tests;

public sealed partial class LayoutTests
{
    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void A_folder_is_a_concept(string relative)
    {
        string[] banned = [.. Repository.Folders(relative).Where(folder => BannedName().IsMatch(Path.GetFileName(folder)))];

        Assert.Empty(banned);
    }

    [Fact]
    public void The_kernel_references_no_other_project()
    {
        XDocument project = XDocument.Load(Path.Combine(Repository.Root, "src", "LlmNotebooks.Kernel", "LlmNotebooks.Kernel.csproj"));

        Assert.Empty(project.Descendants("ProjectReference"));
    }

    [Theory]
    [InlineData("Microsoft.AspNetCore.")]
    [InlineData("Microsoft.CodeAnalysis")]
    [InlineData("Orleans")]
    [InlineData("Microsoft.DotNet.Interactive")]
    public void The_library_brings_no_server_compiler_or_notebook_host(string prefix)
    {
        // What the build lays beside the test is everything that the library needs.
        string[] brought = [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Select(file => Path.GetFileName(file)!)
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))];

        Assert.Empty(brought);
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "Plotly.NET.dll")));
    }

    // Rooms are LlmNotebooks.X whichever project holds them; what people use stands in the room's namespace, also from a folder below it.
    [Fact]
    public void The_namespace_of_a_type_is_its_folder_or_one_above_it()
    {
        foreach (string root in Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src")))
        {
            string project = Path.GetFileName(root);
            foreach (string file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories))
            {
                Match declared = NamespaceLine().Match(File.ReadAllText(file));
                if (!declared.Success) { continue; }
                string folder = Path.GetRelativePath(root, Path.GetDirectoryName(file)!);
                // Names that notebooks of the archived kernel call; nothing else may take a foreign one.
                if (project == "LlmNotebooks.Kernel" && folder == "Archived" && declared.Groups[1].Value == "Microsoft.DotNet.Interactive") { continue; }
                string[] parts = folder == "." ? [] : folder.Split(Path.DirectorySeparatorChar);
                string[] allowed = [.. Enumerable.Range(0, parts.Length + 1).SelectMany(depth => (string[])[Joined(project, parts, depth), .. depth > 0 ? [Joined("LlmNotebooks", parts, depth)] : Array.Empty<string>()])];
                Assert.True(allowed.Contains(declared.Groups[1].Value, StringComparer.Ordinal), $"{file} declares {declared.Groups[1].Value}, its folder allows {string.Join(", ", allowed)}.");
            }
        }

        static string Joined(string root, string[] parts, int depth) => string.Join('.', [root, .. parts.Take(depth)]);
    }

    [GeneratedRegex("^(Utils?|Utilities|Helpers?|Common|Managers?|Misc|Shared)$", RegexOptions.IgnoreCase)]
    private static partial Regex BannedName();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();
}
