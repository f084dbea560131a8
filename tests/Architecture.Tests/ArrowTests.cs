using System.Xml.Linq;
using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Dependencies;
using ArchUnitNET.Loader;
using LlmNotebooks.Testing;

namespace Architecture.Tests;

/// <summary>The arrows go one way: what a project and what a room may use is written here, and nothing else is allowed.</summary>
public sealed class ArrowTests
{
    /// <summary>Projects and the projects that they refer to; the kernel is laid beside the command, and never loaded into it.</summary>
    private static readonly Dictionary<string, string[]> Projects = new(StringComparer.Ordinal)
    {
        ["LlmNotebooks.Core"] = [],
        ["LlmNotebooks.Gguf"] = [],
        ["LlmNotebooks.Kernel"] = [],
        ["LlmNotebooks.Evaluation"] = ["LlmNotebooks.Core"],
        ["LlmNotebooks.Providers"] = ["LlmNotebooks.Evaluation", "LlmNotebooks.Gguf"],
        ["LlmNotebooks"] = ["LlmNotebooks.Core", "LlmNotebooks.Evaluation", "LlmNotebooks.Gguf", "LlmNotebooks.Providers"],
        ["LlmNotebooks.Cli"] = ["LlmNotebooks", "LlmNotebooks.Kernel"],
    };

    /// <summary>Rooms of the library, and the rooms that they may use.</summary>
    private static readonly Dictionary<string, string[]> Rooms = new(StringComparer.Ordinal)
    {
        ["LlmNotebooks.Core/Csv"] = [],
        ["LlmNotebooks.Core/Datasets"] = ["LlmNotebooks.Core/Csv"],
        ["LlmNotebooks.Core/Display"] = [],
        ["LlmNotebooks.Core/Metrics"] = ["LlmNotebooks.Core/Datasets"],
        ["LlmNotebooks.Core/Pricing"] = [],
        ["LlmNotebooks.Core/Statistics"] = [],
        ["LlmNotebooks.Evaluation/Candidates"] = [],
        ["LlmNotebooks.Evaluation/Inference"] = ["LlmNotebooks.Evaluation/Candidates"],
        ["LlmNotebooks.Evaluation/Plugins"] = ["LlmNotebooks.Core/Metrics", "LlmNotebooks.Evaluation/Inference"],
        ["LlmNotebooks.Evaluation/Runs"] =
        [
            "LlmNotebooks.Core/Datasets", "LlmNotebooks.Core/Display", "LlmNotebooks.Core/Metrics", "LlmNotebooks.Core/Statistics",
            "LlmNotebooks.Evaluation/Candidates", "LlmNotebooks.Evaluation/Inference",
        ],
        ["LlmNotebooks.Evaluation/Storage"] = ["LlmNotebooks.Core/Datasets", "LlmNotebooks.Core/Metrics", "LlmNotebooks.Evaluation/Runs"],
        ["LlmNotebooks.Evaluation/Calls"] =
        [
            "LlmNotebooks.Core/Datasets", "LlmNotebooks.Core/Metrics", "LlmNotebooks.Evaluation/Candidates", "LlmNotebooks.Evaluation/Inference", "LlmNotebooks.Evaluation/Runs",
            "LlmNotebooks.Evaluation/Storage",
        ],
        ["LlmNotebooks.Evaluation/Scoring"] =
        [
            "LlmNotebooks.Core/Datasets", "LlmNotebooks.Core/Metrics", "LlmNotebooks.Evaluation/Inference", "LlmNotebooks.Evaluation/Runs", "LlmNotebooks.Evaluation/Storage",
        ],
        ["LlmNotebooks.Evaluation/Summaries"] =
        [
            "LlmNotebooks.Core/Datasets", "LlmNotebooks.Core/Metrics", "LlmNotebooks.Core/Statistics", "LlmNotebooks.Evaluation/Runs", "LlmNotebooks.Evaluation/Storage",
        ],
        // Files beside the project file: a run and its store, which all of the above serve.
        ["LlmNotebooks.Evaluation"] =
        [
            "LlmNotebooks.Core", "LlmNotebooks.Evaluation/Calls", "LlmNotebooks.Evaluation/Candidates", "LlmNotebooks.Evaluation/Inference", "LlmNotebooks.Evaluation/Runs",
            "LlmNotebooks.Evaluation/Scoring", "LlmNotebooks.Evaluation/Storage", "LlmNotebooks.Evaluation/Summaries",
        ],
        ["LlmNotebooks.Evaluation/Decisions"] =
        [
            "LlmNotebooks.Core/Datasets", "LlmNotebooks.Core/Metrics", "LlmNotebooks.Core/Pricing", "LlmNotebooks.Core/Statistics",
            "LlmNotebooks.Evaluation", "LlmNotebooks.Evaluation/Candidates", "LlmNotebooks.Evaluation/Runs", "LlmNotebooks.Evaluation/Storage", "LlmNotebooks.Evaluation/Summaries",
        ],
        ["LlmNotebooks.Evaluation/ScoreTables"] = ["LlmNotebooks.Core/Csv", "LlmNotebooks.Core/Statistics", "LlmNotebooks.Evaluation"],
        ["LlmNotebooks.Providers/Inference"] = ["LlmNotebooks.Evaluation/Candidates", "LlmNotebooks.Evaluation/Inference", "LlmNotebooks.Gguf"],
        ["LlmNotebooks/Display"] = ["LlmNotebooks.Gguf", "LlmNotebooks.Providers/Inference"],
        ["LlmNotebooks/Charts"] = ["LlmNotebooks.Core/Display", "LlmNotebooks.Core/Metrics", "LlmNotebooks.Core/Statistics", "LlmNotebooks.Evaluation/Decisions", "LlmNotebooks/Tables"],
    };

    private static readonly string[] Assemblies = ["LlmNotebooks", "LlmNotebooks.Core", "LlmNotebooks.Evaluation", "LlmNotebooks.Providers", "LlmNotebooks.Gguf"];

    // With one pair of types that makes each.
    private static readonly Lazy<Dictionary<(string From, string To), string>> Arrows = new(Read);

    public static TheoryData<string> ProjectNames() => [.. Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src")).Select(folder => Path.GetFileName(folder)!)];

    public static TheoryData<string> RoomNames() => [.. Rooms.Keys];

    [Theory]
    [MemberData(nameof(ProjectNames))]
    public void A_project_refers_to_what_is_written_here(string project)
    {
        XDocument file = XDocument.Load(Path.Combine(Repository.Root, "src", project, project + ".csproj"));
        string[] references = [.. file.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))];

        Assert.Equal(Projects[project].Order(StringComparer.Ordinal), references.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void A_room_uses_only_the_rooms_that_it_may(string room)
    {
        string[] wrong = [.. Arrows.Value
            .Where(arrow => SourceFolders.Room(arrow.Key.From) == room && SourceFolders.Room(arrow.Key.To) is var to && to != room && !Rooms[room].Any(may => to == may || (!may.StartsWith("LlmNotebooks.Evaluation", StringComparison.Ordinal) && to.StartsWith(may + "/", StringComparison.Ordinal))))
            .Select(arrow => $"{arrow.Key.To}: {arrow.Value}")];

        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("LlmNotebooks.Cli/Commands")]
    [InlineData("LlmNotebooks.Kernel/Jupyter")]
    [InlineData("LlmNotebooks.Gguf/Generation")]
    public void Every_project_is_read(string room) => Assert.Contains(Arrows.Value.Keys, arrow => SourceFolders.Room(arrow.From) == room);

    [Fact]
    public void An_arrow_that_exists_is_seen() =>
        Assert.Contains(Arrows.Value.Keys, arrow => SourceFolders.Room(arrow.From) == "LlmNotebooks.Evaluation/Decisions" && SourceFolders.Room(arrow.To) == "LlmNotebooks.Core/Pricing");

    [Fact]
    public void The_allowed_arrows_have_no_cycle()
    {
        Assert.Null(Cycle.Find(Projects.SelectMany(pair => pair.Value, (pair, to) => (pair.Key, to))));
        Assert.Null(Cycle.Find(Rooms.SelectMany(pair => pair.Value, (pair, to) => (pair.Key, to))));
    }

    // A room's own files and the folders below it are one room: public nouns over private files. Beside each other, folders use each other one way.
    [Fact]
    public void Folders_beside_each_other_have_no_cycle()
    {
        foreach (IGrouping<string, (string From, string To)> siblings in Arrows.Value.Keys.Select(Siblings).OfType<(string Parent, string From, string To)>()
            .GroupBy(arrow => arrow.Parent, arrow => (arrow.From, arrow.To)))
        {
            string? cycle = Cycle.Find(siblings);
            Assert.True(cycle is null, cycle);
        }
    }

    private static (string Parent, string From, string To)? Siblings((string From, string To) arrow)
    {
        string[] from = arrow.From.Split('/'), to = arrow.To.Split('/');
        int same = from.Zip(to).TakeWhile(pair => pair.First == pair.Second).Count();
        return same < 1 || same >= from.Length || same >= to.Length ? null
            : (string.Join('/', from.Take(same)), string.Join('/', from.Take(same + 1)), string.Join('/', to.Take(same + 1)));
    }

    private static Dictionary<(string From, string To), string> Read()
    {
        Dictionary<(string From, string To), string> arrows = [];
        // The command and the kernel are read as files: they are not referred to.
        string command = Path.Combine(Repository.Root, "artifacts", "bin", "LlmNotebooks.Cli", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)));
        ArchLoader loader = new ArchLoader().LoadAssemblies([.. Assemblies.Select(System.Reflection.Assembly.Load)])
            .LoadFilteredDirectory(command, "llmnb.dll").LoadFilteredDirectory(Path.Combine(command, "kernel"), "LlmNotebooks.Kernel.dll");
        foreach (IType type in loader.Build().Types)
        {
            if (Folder(type) is not { } from) { continue; }
            foreach (ITypeDependency dependency in type.Dependencies)
            {
                if (dependency.Target is not GenericParameter && Folder(dependency.Target) is { } to && to != from) { arrows.TryAdd((from, to), $"{type.Name} uses {dependency.Target.Name}"); }
            }
        }

        return arrows;
    }

    // Nested types stand behind a plus, type parameters behind a tick.
    private static string? Folder(IType type) => SourceFolders.ByType.GetValueOrDefault(type.FullName.Split('+', '`', '<')[0]);
}
