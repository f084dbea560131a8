using System.Text.Json;
using System.Text.RegularExpressions;
using LlmNotebooks.Testing;

namespace Notebooks.Tests;

/// <summary>What holds for every notebook as it is committed.</summary>
public sealed partial class SourceTests
{
    private const int LongestCell = 15;

    public static TheoryData<string> Names() => [.. Directory.EnumerateFiles(Repository.PathOf("notebooks"), "*.ipynb").Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_notebook_is_committed_without_outputs(string name)
    {
        foreach (JsonElement cell in CodeCells(name))
        {
            Assert.Equal(0, cell.GetProperty("outputs").GetArrayLength());
            Assert.Equal(JsonValueKind.Null, cell.GetProperty("execution_count").ValueKind);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cell_is_short_enough_to_read_aloud(string name)
    {
        foreach (string source in CodeCells(name).Select(Source))
        {
            Assert.True(source.Split('\n').Length <= LongestCell, source);
            Assert.False(Loop().IsMatch(source), source);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_first_code_cell_loads_the_kit(string name) =>
        Assert.StartsWith("#r \"../artifacts/kit/LlmNotebooks.dll\"", Source(CodeCells(name)[0]), StringComparison.Ordinal);

    private static List<JsonElement> CodeCells(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("notebooks", name)));
        return [.. document.RootElement.Clone().GetProperty("cells").EnumerateArray().Where(cell => cell.GetProperty("cell_type").GetString() == "code")];
    }

    private static string Source(JsonElement cell)
    {
        JsonElement source = cell.GetProperty("source");
        return source.ValueKind == JsonValueKind.Array ? string.Concat(source.EnumerateArray().Select(line => line.GetString())) : source.GetString()!;
    }

    [GeneratedRegex(@"\b(for|foreach|while)\b\s*\(")]
    private static partial Regex Loop();
}
