using System.Text.Json;

namespace LlmNotebooks.Inference.ChatCompletions;

/// <summary>Members of objects, where they are what they should be.</summary>
internal static class JsonMembers
{
    public static JsonElement? Object(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.Object ? member : null;

    public static string? Text(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.String ? LenientJson.Text(member) : null;

    /// <summary>Arguments of a function: text, or the object itself.</summary>
    public static string? Arguments(this JsonElement function) =>
        function.Text("arguments") ?? function.Object("arguments")?.GetRawText();
}
