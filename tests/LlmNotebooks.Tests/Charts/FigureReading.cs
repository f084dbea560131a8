using System.Text.Json.Nodes;
using LlmNotebooks.Charts;

namespace LlmNotebooks.Tests.Charts;

/// <summary>Reads what tests ask of a figure's JSON.</summary>
internal static class FigureReading
{
    public static JsonNode Read(this Figure figure) => JsonNode.Parse(figure.Json)!;

    public static string Title(this JsonNode figure) => (string?)figure["layout"]!["title"]?["text"] ?? "";

    /// <summary>The traces that are lines, without the outlines of bands.</summary>
    public static JsonNode[] Lines(this JsonNode figure) => [.. figure["data"]!.AsArray().Where(t => t!["fill"] is null).Select(t => t!)];

    public static JsonNode[] Bands(this JsonNode figure) => [.. figure["data"]!.AsArray().Where(t => t!["fill"] is not null).Select(t => t!)];

    public static JsonNode Annotation(this JsonNode figure, string text) =>
        figure["layout"]!["annotations"]!.AsArray().Single(a => (string?)a!["text"] == text)!;

    public static double?[] Numbers(this JsonNode? array) => [.. array!.AsArray().Select(n => (double?)n)];

    public static string?[] Strings(this JsonNode? array) => [.. array!.AsArray().Select(n => (string?)n)];
}
