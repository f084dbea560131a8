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
    public static string Problem(JsonException exception) => exception.Message.Split(" LineNumber:")[0].Split(" Path:")[0];

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
