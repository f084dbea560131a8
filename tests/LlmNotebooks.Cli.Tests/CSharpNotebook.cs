using System.Text.Json.Nodes;

namespace LlmNotebooks.Cli.Tests;

/// <summary>Notebooks of code cells, for tests.</summary>
internal static class CSharpNotebook
{
    /// <summary>Writes one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cells">The code.</param>
    /// <param name="parameters">The cell that is tagged as parameters, if any.</param>
    public static Task WriteAsync(string path, IEnumerable<string> cells, string? parameters = null)
    {
        JsonArray json = [.. cells.Select((source, number) => new JsonObject
        {
            ["cell_type"] = "code",
            ["execution_count"] = null,
            ["id"] = $"cell-{number}",
            ["metadata"] = source == parameters ? new JsonObject { ["tags"] = new JsonArray("parameters") } : new JsonObject(),
            ["outputs"] = new JsonArray(),
            ["source"] = source,
        })];
        JsonObject notebook = new() { ["cells"] = json, ["metadata"] = new JsonObject(), ["nbformat"] = 4, ["nbformat_minor"] = 5 };
        return File.WriteAllTextAsync(path, notebook.ToJsonString(), TestContext.Current.CancellationToken);
    }
}
