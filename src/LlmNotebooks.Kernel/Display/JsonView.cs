using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Display;

/// <summary>Values of System.Text.Json as JSON.</summary>
internal static class JsonView
{
    // Nothing here becomes HTML without being encoded, so that text stays readable.
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The value as JSON and as indented text, or null when it is not JSON.</summary>
    public static MimeBundle? TryFormat(object value)
    {
        if (TryText(value, isIndented: true) is not { } text) { return null; }
        MimeBundle bundle = new();
        if (value is not JsonElement { ValueKind: JsonValueKind.Undefined }) { bundle[MimeTypeNames.Json] = JsonNode.Parse(text); }
        return bundle.With(MimeTypeNames.Plain, text);
    }

    /// <summary>The value as JSON text, or null when it is not JSON.</summary>
    public static string? TryText(object value, bool isIndented)
    {
        JsonSerializerOptions options = isIndented ? Indented : Compact;
        return value switch
        {
            JsonNode node => node.ToJsonString(options),
            JsonElement { ValueKind: JsonValueKind.Undefined } => "undefined",
            JsonElement element => JsonSerializer.Serialize(element, options),
            JsonDocument document => JsonSerializer.Serialize(document.RootElement, options),
            _ => null,
        };
    }
}
