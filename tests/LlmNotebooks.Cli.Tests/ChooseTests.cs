using System.Text.Json;
using LlmNotebooks.Testing;

namespace LlmNotebooks.Cli.Tests;

/// <summary>Of the shipped recording, whose figures docs and notebook 01 have too.</summary>
public sealed class ChooseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_smallest_file_within_the_margin_is_taken()
    {
        JsonElement close = await ChooseAsync("--cost", "bytes", "--json"), wide = await ChooseAsync("--cost", "bytes", "--margin", "0.03", "--json");

        Assert.Equal(("skills-micro-q8_0", "skills-micro-q8_0"), (Text(close, "chosen"), Text(close, "best")));
        // Of half the size, and at most 0.027 worse.
        Assert.Equal(("skills-micro-q4_0", "skills-micro-q8_0"), (Text(wide, "chosen"), Text(wide, "best")));
        Assert.Equal(0.03, wide.GetProperty("margin").GetDouble());
        Assert.Equal(["skills-micro-q4_0"], wide.GetProperty("models").EnumerateArray().Where(model => model.GetProperty("chosen").GetBoolean()).Select(model => Text(model, "model")));
        Assert.StartsWith("Take skills-micro-q4_0.", Text(wide, "words"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_column_of_the_models_can_be_what_is_low()
    {
        JsonElement choice = await ChooseAsync("--cost", "output_tokens", "--margin", "0.5", "--json");

        double[] costs = [.. choice.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("cost").GetDouble())];
        Assert.Equal(costs.Min(), choice.GetProperty("models").EnumerateArray().Single(model => model.GetProperty("chosen").GetBoolean()).GetProperty("cost").GetDouble());
    }

    [Fact]
    public async Task What_there_is_not_is_named_with_what_there_is()
    {
        Finished column = await RunAsync("--cost", "beauty"), metric = await RunAsync("--metric", "beauty"), margin = await RunAsync("--margin", "-1"), unpriced = await RunAsync();

        Assert.Contains("--cost beauty: the models' table has no such column; there are usd, latency, bytes, and samples,", column.Error, StringComparison.Ordinal);
        Assert.Contains("beauty", metric.Error, StringComparison.Ordinal);
        Assert.Contains("--margin", margin.Error, StringComparison.Ordinal);
        Assert.Equal((2, 2, 2, 0), (column.ExitCode, metric.ExitCode, margin.ExitCode, unpriced.ExitCode));
        Assert.Contains("no model has a price: say whose counts by --as NAME=MODEL, or choose by --cost latency or bytes", unpriced.Error, StringComparison.Ordinal);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private async Task<JsonElement> ChooseAsync(params string[] options) => JsonDocument.Parse((await RunAsync(options)).Output).RootElement;

    private Task<Finished> RunAsync(params string[] options)
    {
        string store = _folder.File("skills.db");
        if (!File.Exists(store)) { File.Copy(Repository.PathOf("data", "recordings", "skills.db"), store); }
        return CommandLine.RunAsync(["choose", "skills", "--store", store, .. options]);
    }
}
