using System.Text.Json.Nodes;

namespace LlmNotebooks.Kernel.Documents;

/// <summary>One value in several MIME types: text as a string, JSON types as JSON.</summary>
internal sealed class MimeBundle
{
    private readonly Dictionary<string, JsonNode?> _data = new(StringComparer.Ordinal);

    public IEnumerable<string> MimeTypes => _data.Keys;

    public bool Contains(string mimeType) => _data.ContainsKey(mimeType);

    public JsonNode? this[string mimeType]
    {
        get => _data[mimeType];
        set => _data[mimeType] = value;
    }

    /// <summary>The text in a MIME type, or null when there is none.</summary>
    public string? Text(string mimeType) =>
        _data.TryGetValue(mimeType, out JsonNode? node) && node is JsonValue value && value.TryGetValue(out string? text)
            ? text
            : null;

    public MimeBundle With(string mimeType, string text)
    {
        _data[mimeType] = text;
        return this;
    }

    /// <summary>The same value with another text in a MIME type.</summary>
    public MimeBundle Replaced(string mimeType, string text)
    {
        MimeBundle bundle = new();
        foreach ((string type, JsonNode? content) in _data) { bundle[type] = content; }
        return bundle.With(mimeType, text);
    }

    /// <summary>Whether a type's content is JSON rather than text.</summary>
    public static bool IsJson(string mimeType) =>
        mimeType == MimeTypeNames.Json || mimeType.EndsWith("+json", StringComparison.Ordinal);
}
