using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Plotly.NET;

namespace LlmNotebooks.Charts;

/// <summary>Charts as JSON for plotly.js.</summary>
internal static class FigureJson
{
    // Escapes what could end a script element or a line of script; letters of all languages stay readable.
    private static readonly JsonSerializerOptions Safe = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static string Write(GenericChart chart) =>
        JsonNode.Parse(GenericChart.toJson(chart))!.ToJsonString(Safe);

    public static string Describe(string json)
    {
        JsonNode figure = JsonNode.Parse(json)!;
        int traces = figure["data"]?.AsArray().Count ?? 0;
        string title = Title(figure["layout"]?["title"]) is { Length: > 0 } text ? $" \"{text}\"" : "";
        return string.Create(CultureInfo.InvariantCulture, $"Figure{title} with {traces} trace{(traces == 1 ? "" : "s")}");
    }

    /// <summary>Height of the figure in pixels.</summary>
    public static int Height(string json) => JsonNode.Parse(json)!["layout"]?["height"]?.GetValue<int>() ?? 450;

    private static string? Title(JsonNode? title) => title switch
    {
        JsonObject full => full["text"]?.GetValue<string>() is { } text ? PlotlyText.FirstLine(text) : null,
        JsonValue plain => PlotlyText.FirstLine(plain.GetValue<string>()),
        _ => null,
    };
}
