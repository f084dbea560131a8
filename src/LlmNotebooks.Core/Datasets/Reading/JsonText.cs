using System.Text.Json;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>JSON values in messages and as texts.</summary>
internal static class JsonText
{
    /// <summary>A text, number or truth value as text; null where the value is none of these.</summary>
    public static string? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    /// <summary>What is wrong with a text that is no JSON, without the places that .NET counts from 0.</summary>
    public static string Problem(JsonException exception) => exception.Message.Split(" LineNumber:")[0].Split(" Path:")[0].Replace(" which is not supported in this mode. Change the reader options.", ".", StringComparison.Ordinal);

    /// <summary>The way out for a line that is no JSON, as far as its beginning tells what it is instead.</summary>
    public static string Way(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> text = line.Trim(" \t"u8);
        return text.StartsWith("//"u8) || text.StartsWith("#"u8) ? "JSON has no comments; take the line out."
            : text.StartsWith("{'"u8) ? "It is written as Python prints it; write it with json.dumps."
            : text.IndexOf(": NaN"u8) >= 0 || text.IndexOf(":NaN"u8) >= 0 || text.IndexOf("Infinity"u8) >= 0 ? "JSON has no NaN and no Infinity; write null, or leave the field out."
            : text.EndsWith(",}"u8) || text.EndsWith("},"u8) ? "Take the comma at the end out."
            : "Each line holds one complete object.";
    }

    public static string Kind(JsonElement value) => Kind(value.ValueKind);

    public static string Kind(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a truth value",
    };
}
