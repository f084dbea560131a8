using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace LlmNotebooks.Kernel.Packages;

/// <summary>The project that NuGet restores and MSBuild builds to find out what packages come to.</summary>
/// <remarks>
/// A real build, because packages bring files by targets of their own. Nothing of ours is compiled. Files of its own take the
/// place of the build and SDK settings that the folders above may hold.
/// </remarks>
internal static class PackageProject
{
    public const string FileName = "notebook.csproj";

    /// <summary>The file in which the build writes the assemblies that the compiler would get, as <c>PATH|PACKAGE VERSION</c>.</summary>
    public const string ReferencesFile = "references.txt";

    /// <summary>The file in which the build writes the files it copied, in the same form.</summary>
    public const string CopiedFile = "copied.txt";

    private static readonly (string Name, string Text)[] Insulation =
    [
        ("Directory.Build.props", "<Project />"),
        ("Directory.Build.targets", "<Project />"),
        ("Directory.Packages.props", "<Project />"),
        ("Directory.Build.rsp", ""),
        ("Directory.Solution.props", "<Project />"),
    ];

    public static void Write(string folder, PackageGraph graph)
    {
        foreach ((string name, string text) in Insulation) { File.WriteAllText(Path.Combine(folder, name), text); }
        File.WriteAllText(
            Path.Combine(folder, "global.json"),
            $$"""{ "sdk": { "version": "{{graph.Sdk.Version}}", "rollForward": "disable", "allowPrerelease": true } }""");
        File.WriteAllText(Path.Combine(folder, FileName), Text(graph));
    }

    private static string Text(PackageGraph graph)
    {
        (string Name, string Value)[] properties =
        [
            ("TargetFramework", PackageGraph.Framework),
            ("Configuration", "Release"),
            ("Platform", "AnyCPU"),
            ("UseCurrentRuntimeIdentifier", "true"),
            ("SelfContained", "false"),
            ("UseAppHost", "false"),
            ("CopyLocalLockFileAssemblies", "true"),
            ("CopyDocumentationFilesFromPackages", "true"),
            ("CopyDebugSymbolFilesFromPackages", "true"),
            ("RestoreRootConfigDirectory", Escape(graph.Folder)),
            ("RestoreAdditionalProjectSources", string.Join(';', graph.Sources.Select(Escape))),
            ("ManagePackageVersionsCentrally", "false"),
            ("NuGetAudit", "false"),
            ("TreatWarningsAsErrors", "false"),
            // A version that a cell names stays, with a warning, where another package would rather have a later one.
            ("WarningsAsErrors", ""),
            // That a package's own dependency is served in a later version than it names concerns nobody who runs a notebook.
            ("NoWarn", "NU1603"),
            ("EnableDefaultItems", "false"),
            ("ImplicitUsings", "disable"),
            ("GenerateAssemblyInfo", "false"),
            ("GenerateDependencyFile", "false"),
            ("ProduceReferenceAssembly", "false"),
            ("SkipCompilerExecution", "true"),
            ("CopyBuildOutputToOutputDirectory", "false"),
            ("CopyOutputSymbolsToOutputDirectory", "false"),
            ("OutDir", $"$(MSBuildProjectDirectory)/{PackageSet.Library}/"),
        ];
        XElement project = new(
            "Project",
            new XAttribute("Sdk", "Microsoft.NET.Sdk"),
            new XElement("PropertyGroup", properties.Select(property => new XElement(property.Name, property.Value))),
            new XElement("ItemGroup", graph.Requests.Select(request => new XElement(
                "PackageReference", new XAttribute("Include", request.Name), new XAttribute("Version", request.Range)))),
            new XElement(
                "Target",
                new XAttribute("Name", "WritePackageFiles"),
                new XAttribute("AfterTargets", "Build"),
                // The framework's own references are those that belong to a framework reference.
                Lines("ReferencePath", "'%(ReferencePath.FrameworkReferenceName)' == ''", ReferencesFile),
                Lines("ReferenceCopyLocalPaths", "'%(ReferenceCopyLocalPaths.Extension)' == '.dll'", CopiedFile)));
        return project.ToString();
    }

    private static object[] Lines(string item, string condition, string file) =>
    [
        new XElement("ItemGroup", new XElement(
            "_Written" + item,
            new XAttribute("Include", $"@({item}->'%(FullPath)|%(NuGetPackageId) %(NuGetPackageVersion)')"),
            new XAttribute("Condition", condition))),
        new XElement(
            "WriteLinesToFile",
            new XAttribute("File", file),
            new XAttribute("Lines", $"@(_Written{item})"),
            new XAttribute("Overwrite", "true")),
    ];

    /// <summary>A text as MSBuild takes it without reading properties, items or lists into it.</summary>
    private static string Escape(string text)
    {
        StringBuilder escaped = new();
        foreach (char c in text)
        {
            if ("%$@'();?*".Contains(c)) { escaped.Append('%').Append(((int)c).ToString("X2", CultureInfo.InvariantCulture)); }
            else { escaped.Append(c); }
        }
        return escaped.ToString();
    }
}
