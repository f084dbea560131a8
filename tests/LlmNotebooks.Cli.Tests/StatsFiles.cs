using System.Globalization;
using System.Text.Json;
using LlmNotebooks.Testing;

namespace LlmNotebooks.Cli.Tests;

/// <summary>Files for llmnb stats, and what it says of them.</summary>
public abstract class StatsFiles : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static Task<JsonElement> Stats(string test, string csv, params string[] options) => CommandLine.JsonAsync(["stats", test, "--csv", csv, .. options]);

    protected string Columns(params (string Name, double?[] Values)[] columns) =>
        Lines([
            string.Join(',', columns.Select(column => column.Name)),
            .. Enumerable.Range(0, columns.Max(column => column.Values.Length)).Select(row => string.Join(',', columns.Select(column => row < column.Values.Length ? Invariant($"{column.Values[row]}") : ""))),
        ]);

    protected string Columns(params (string Name, double[] Values)[] columns) => Columns([.. columns.Select(column => (column.Name, column.Values.Select(value => (double?)value).ToArray()))]);

    protected string Lines(string[] lines)
    {
        string path = _folder.File($"{Path.GetRandomFileName()}.csv");
        File.WriteAllLines(path, lines);
        return path;
    }

    protected static (JsonElement Input, JsonElement Output) Group(string name)
    {
        JsonElement group = JsonElement.Parse(File.ReadAllText(Repository.PathOf("tests", "LlmNotebooks.Core.Tests", "Statistics", "golden.json"))).GetProperty("tests").GetProperty(name);
        return (group.GetProperty("input"), group.GetProperty("output"));
    }

    protected static void AssertFigures(JsonElement report, params (string Name, double Value)[] expected) =>
        Assert.All(expected, figure => Assert.Equal(figure.Value, Number(report, figure.Name), Math.Max(1e-13, 1e-10 * Math.Abs(figure.Value))));

    protected static double Number(JsonElement element, string name) => element.GetProperty(name).GetDouble();

    protected static double[] Numbers(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];

    protected static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
