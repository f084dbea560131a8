using System.Text.Json;
using System.Text.RegularExpressions;

namespace Notebooks.Tests;

/// <summary>Notebook 01, executed without a window and looked at in a browser without a network.</summary>
public sealed class ChooseAModelTests(ChooseAModelTests.Executed run) : IClassFixture<ChooseAModelTests.Executed>
{
    public sealed class Executed() : NotebookRun("01-choose-a-model");

    private static readonly string[] Models =
        ["skills-micro-f16", "skills-micro-q4_0", "skills-micro-q8_0", "skills-nano-f16", "skills-nano-q8_0", "skills-pico-f16"];

    [Fact]
    public void It_runs_to_its_end()
    {
        Assert.True(run.Finished.ExitCode == 0, run.Finished.ToString());
        Assert.DoesNotContain(run.Outputs(), output => output.GetProperty("output_type").GetString() is "error");
    }

    [Fact]
    public void Every_model_is_in_the_table_with_the_accuracy_of_its_card()
    {
        // data/models/CARD.md, "Accuracy on skills-test.jsonl", column mean: llama-server, greedy, exact match.
        Dictionary<string, double> card = new() { ["skills-pico-f16"] = 0.765, ["skills-nano-f16"] = 0.806, ["skills-nano-q8_0"] = 0.808, ["skills-micro-f16"] = 0.980, ["skills-micro-q8_0"] = 0.984, ["skills-micro-q4_0"] = 0.972 };
        string table = run.Outputs().Select(Html).First(html => Models.All(model => html.Contains(model, StringComparison.Ordinal)) && Texts(html, "th").Contains("exact-match"));
        int column = Texts(table, "th").IndexOf("exact-match");

        foreach ((string model, double accuracy) in card)
        {
            List<string> row = Texts(table.Split("<tr").Single(row => Texts(row, "td").Contains(model)), "td");
            Assert.Equal(accuracy, double.Parse(row[column], System.Globalization.CultureInfo.InvariantCulture), tolerance: 0.02);
        }
    }

    [Fact]
    public async Task Every_chart_of_the_report_is_drawn_without_a_network() => await run.AssertChartsAreDrawnAsync(least: 5);

    [Fact]
    public async Task The_report_carries_the_plotting_library_once()
    {
        string html = await File.ReadAllTextAsync(run.ReportPath, TestContext.Current.CancellationToken);

        Assert.Equal(1, html.Split("data-once=\"plotly").Length - 1);
        Assert.DoesNotContain("https://cdn", html, StringComparison.OrdinalIgnoreCase);
    }

    private static string Html(JsonElement output) =>
        output.TryGetProperty("data", out JsonElement data) && data.TryGetProperty("text/html", out JsonElement html)
            ? html.ValueKind == JsonValueKind.Array ? string.Concat(html.EnumerateArray().Select(line => line.GetString())) : html.GetString()!
            : "";

    /// <summary>The texts of all elements of one name.</summary>
    private static List<string> Texts(string html, string element) =>
        [.. Regex.Matches(html, $"<{element}[^>]*>([^<]*)</{element}>").Select(match => match.Groups[1].Value)];
}
