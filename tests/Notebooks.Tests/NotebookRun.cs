using System.Text.Json;
using LlmNotebooks.Testing;

namespace Notebooks.Tests;

/// <summary>One notebook executed by llmnb, once for all the tests that look at what it left.</summary>
public sealed class NotebookRun : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The name of the notebook, without its ending.</summary>
    public const string Name = "01-choose-a-model";

    /// <summary>What the command said.</summary>
    internal Finished Finished { get; private set; } = new(-1, "", "not run");

    /// <summary>The HTML report.</summary>
    public string ReportPath => _folder.File($"{Name}.html");

    /// <summary>The executed notebook.</summary>
    public JsonElement Notebook { get; private set; }

    /// <summary>How many outputs of the notebook are Plotly figures.</summary>
    public int Figures => Outputs().Count(output => output.TryGetProperty("data", out JsonElement data) && data.TryGetProperty("application/vnd.plotly.v1+json", out _));

    /// <summary>All the outputs, in order.</summary>
    public IEnumerable<JsonElement> Outputs() => Notebook.GetProperty("cells").EnumerateArray()
        .Where(cell => cell.GetProperty("cell_type").GetString() == "code")
        .SelectMany(cell => cell.GetProperty("outputs").EnumerateArray());

    public async ValueTask InitializeAsync()
    {
        Finished = await Processes.LlmnbAsync("run", Repository.PathOf("notebooks", $"{Name}.ipynb"), "--output", _folder.Path);
        if (File.Exists(_folder.File($"{Name}.ipynb")))
        {
            using JsonDocument document = JsonDocument.Parse(await File.ReadAllTextAsync(_folder.File($"{Name}.ipynb")));
            Notebook = document.RootElement.Clone();
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
