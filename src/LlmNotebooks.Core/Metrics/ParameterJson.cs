using System.Collections;
using System.Text.Json;

namespace LlmNotebooks.Metrics;

/// <summary>Parameters of metrics as JSON: texts, numbers, truth values and lists of these; a number that is none of JSON's as its name.</summary>
/// <remarks>Written by hand, since a run's start waits for it, and the serializer's first look at a type takes as long as a hundred calls.</remarks>
internal static class ParameterJson
{
    public static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case bool truth: json.WriteBooleanValue(truth); break;
            case int number: json.WriteNumberValue(number); break;
            case long number: json.WriteNumberValue(number); break;
            case decimal number: json.WriteNumberValue(number); break;
            case double number: Write(json, number); break;
            case JsonElement element: element.WriteTo(json); break;
            case IEnumerable list:
                json.WriteStartArray();
                foreach (object? item in list) { Write(json, item); }
                json.WriteEndArray();
                break;
            default: JsonSerializer.Serialize(json, value, value.GetType()); break;
        }
    }

    public static void Write(Utf8JsonWriter json, double number)
    {
        if (double.IsFinite(number)) { json.WriteNumberValue(number); }
        else { json.WriteStringValue(double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity"); }
    }

    public static double Number(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? element.GetString() switch { "Infinity" => double.PositiveInfinity, "-Infinity" => double.NegativeInfinity, var text => throw new JsonException($"'{text}' is no number.") }
        : element.GetDouble();
}
