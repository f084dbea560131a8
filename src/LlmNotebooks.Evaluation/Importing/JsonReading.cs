using System.Globalization;
using System.Text.Json;

namespace LlmNotebooks.Evaluation.Importing;

/// <summary>Members of a log's JSON: what is not there, null, or of another kind is missing, never 0.</summary>
internal static class JsonReading
{
    public static JsonElement? Get(this JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out JsonElement member) && member.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? member : null;

    public static JsonElement? Get(this JsonElement? value, string name) => value?.Get(name);

    public static string? Text(this JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    public static double? Number(this JsonElement? value) => value is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out double found) && double.IsFinite(found) ? found : null;

    /// <summary>A count: whole and not negative, or missing.</summary>
    public static long? Count(this JsonElement? value) => value is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out long found) && found >= 0 ? found : null;

    public static DateTimeOffset? Time(this JsonElement? value) =>
        value is { ValueKind: JsonValueKind.String } text && DateTimeOffset.TryParse(text.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;

    /// <summary>Texts of a text, or of an array of them.</summary>
    public static string[] Texts(this JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.Array } array => [.. array.EnumerateArray().Select(element => Text(element)).OfType<string>()],
        { } one when Text(one) is { } text => [text],
        _ => [],
    };

    public static IEnumerable<JsonElement> Elements(this JsonElement? value) => value is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];
}
