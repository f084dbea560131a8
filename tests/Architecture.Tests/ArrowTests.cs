using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using LlmNotebooks.Testing;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Architecture.Tests;

/// <summary>Inside the library the arrows go one way: what a folder may use is written here, and nothing else is allowed.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Candidates"] = [],
        ["Csv"] = [],
        ["Datasets"] = ["Csv"],
        ["Statistics"] = [],
        ["Display"] = [],
        ["Pricing"] = [],
        ["Inference"] = ["Candidates"],
        ["Metrics"] = ["Datasets"],
        ["Evaluation"] = ["Candidates", "Csv", "Datasets", "Display", "Inference", "Metrics", "Statistics"],
        ["Decisions"] = ["Candidates", "Datasets", "Evaluation", "Pricing", "Statistics"],
        ["Tables"] = ["Candidates", "Csv", "Datasets", "Decisions", "Display", "Evaluation", "Metrics", "Pricing", "Statistics"],
        ["Charts"] = ["Decisions", "Display", "Statistics", "Tables"],
    };

    private static readonly ArchUnitNET.Domain.Architecture Library =
        new ArchLoader().LoadAssembly(System.Reflection.Assembly.Load("LlmNotebooks")).Build();

    public static TheoryData<string, string> Forbidden()
    {
        TheoryData<string, string> pairs = [];
        foreach (string from in Allowed.Keys)
        {
            foreach (string to in Allowed.Keys.Where(to => to != from && !Allowed[from].Contains(to, StringComparer.Ordinal)))
            {
                pairs.Add(from, to);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void No_arrow_goes_the_wrong_way(string from, string to) =>
        Assert.Empty(Violations(from, to));

    [Fact]
    public void An_arrow_that_exists_is_seen() =>
        Assert.NotEmpty(Violations("Evaluation", "Metrics"));

    [Fact]
    public void The_allowed_arrows_have_no_cycle()
    {
        HashSet<string> done = [];
        while (done.Count < Allowed.Count)
        {
            string? next = Allowed.Keys.FirstOrDefault(folder => !done.Contains(folder) && Allowed[folder].All(done.Contains));
            Assert.True(next is not null, $"A cycle among: {string.Join(", ", Allowed.Keys.Except(done))}");
            done.Add(next!);
        }
    }

    [Fact]
    public void Every_folder_of_the_library_has_its_arrows_written_here()
    {
        string[] folders = [.. Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src", "LlmNotebooks")).Select(folder => Path.GetFileName(folder)!)];

        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
    }

    private static List<string> Violations(string from, string to)
    {
        IArchRule rule = Types().That().ResideInNamespaceMatching($@"^LlmNotebooks\.{from}(\..*)?$")
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching($@"^LlmNotebooks\.{to}(\..*)?$"));
        return [.. rule.Evaluate(Library).Where(result => !result.Passed).Select(result => result.Description)];
    }
}
