using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using LlmNotebooks.Testing;

namespace Notebooks.Tests;

/// <summary>One notebook executed by llmnb, once for all the tests that look at what it left.</summary>
public abstract class NotebookRun(string name) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>What the command said.</summary>
    internal Finished Finished { get; private set; } = new(-1, "", "not run");

    /// <summary>The HTML report.</summary>
    public string ReportPath => _folder.File($"{name}.html");

    /// <summary>The executed notebook.</summary>
    public JsonElement Notebook { get; private set; }

    /// <summary>How many outputs of the notebook are Plotly figures.</summary>
    public int Figures => Outputs().Count(output => output.TryGetProperty("data", out JsonElement data) && data.TryGetProperty("application/vnd.plotly.v1+json", out _));

    /// <summary>All the outputs, in order.</summary>
    public IEnumerable<JsonElement> Outputs() => Notebook.GetProperty("cells").EnumerateArray()
        .Where(cell => cell.GetProperty("cell_type").GetString() == "code")
        .SelectMany(cell => cell.GetProperty("outputs").EnumerateArray());

    /// <summary>The outputs as plain text, in order.</summary>
    public IEnumerable<string> Texts() => Outputs()
        .Where(output => output.TryGetProperty("data", out JsonElement data) && data.TryGetProperty("text/plain", out _))
        .Select(output => output.GetProperty("data").GetProperty("text/plain"))
        .Select(text => text.ValueKind == JsonValueKind.Array ? string.Concat(text.EnumerateArray().Select(line => line.GetString())) : text.GetString()!);

    /// <summary>A cell of the first table that has a column of that name and a row that begins so.</summary>
    public string Cell(string row, string column)
    {
        foreach (JsonElement output in Outputs())
        {
            if (!output.TryGetProperty("data", out JsonElement data) || !data.TryGetProperty("text/html", out JsonElement html)) { continue; }
            string table = html.ValueKind == JsonValueKind.Array ? string.Concat(html.EnumerateArray().Select(line => line.GetString())) : html.GetString()!;
            int position = Array.IndexOf(Texts(table, "th"), column);
            if (position < 0) { continue; }
            if (table.Split("<tr").Select(line => Texts(line, "td")).FirstOrDefault(cells => cells.Length > position && cells[0] == row) is { } found) { return found[position]; }
        }

        throw new InvalidOperationException($"No table of {name} has a row '{row}' and a column '{column}'.");
    }

    /// <summary>Opens the report where there is no network: every figure is drawn, nothing fails and nothing is asked for.</summary>
    /// <param name="least">Figures that there are at least.</param>
    public async Task AssertChartsAreDrawnAsync(int least)
    {
        await using OfflineBrowser browser = await OfflineBrowser.StartAsync();
        OfflinePage page = await browser.OpenAsync(ReportPath);

        int[] traces = await page.DrawnTracesAsync(Figures);

        Assert.True(Figures >= least, $"{Figures} figures");
        Assert.Equal(Figures, traces.Length);
        Assert.All(traces, drawn => Assert.True(drawn > 0));
        (_, int colours) = await page.PictureAsync();
        Assert.True(colours > 50, $"{colours} colours: the picture is blank");
        Assert.Empty(page.Errors);
        Assert.Empty(page.Requests);
    }

    private static string[] Texts(string html, string element) =>
        [.. Regex.Matches(html, $"<{element}[^>]*>(.*?)</{element}>", RegexOptions.Singleline).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value))];

    public async ValueTask InitializeAsync()
    {
        Finished = await Processes.LlmnbAsync("run", Repository.PathOf("notebooks", $"{name}.ipynb"), "--output", _folder.Path);
        if (File.Exists(_folder.File($"{name}.ipynb")))
        {
            using JsonDocument document = JsonDocument.Parse(await File.ReadAllTextAsync(_folder.File($"{name}.ipynb")));
            Notebook = document.RootElement.Clone();
        }
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
