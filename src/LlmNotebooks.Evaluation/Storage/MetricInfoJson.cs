using System.Text.Json;
using System.Text.Json.Serialization;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Evaluation.Storage;

/// <summary>Facts of metrics as plans and scorings hold them; older plans held names.</summary>
internal sealed class MetricInfoJson : JsonConverter<MetricInfo>
{
    public override MetricInfo? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) { return OfName(reader.GetString()!); }
        JsonElement json = JsonElement.ParseValue(ref reader);
        MetricInfo info = new() { Name = Text(json, "name") ?? throw new JsonException("A metric has no name.") };
        return info with
        {
            Version = Text(json, "version") ?? info.Version,
            Minimum = Number(json, "minimum") ?? info.Minimum,
            Maximum = Number(json, "maximum") ?? info.Maximum,
            Better = Text(json, "better") switch { null or "higher" => Better.Higher, "lower" => Better.Lower, var other => throw new JsonException($"Better is '{other}', and neither higher nor lower.") },
            PassMark = Number(json, "passMark"),
            Parameters = Parameters(json),
            Summary = Text(json, "summary"),
            Source = Text(json, "source"),
            IsCorpus = json.TryGetProperty("isCorpus", out JsonElement corpus) && corpus.GetBoolean(),
            Options = json.TryGetProperty("options", out JsonElement names) ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : [],
        };
    }

    public override void Write(Utf8JsonWriter writer, MetricInfo value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("name", value.Name);
        writer.WriteString("version", value.Version);
        Write(writer, "minimum", value.Minimum);
        Write(writer, "maximum", value.Maximum);
        writer.WriteString("better", value.Better == Better.Higher ? "higher" : "lower");
        if (value.PassMark is { } mark) { Write(writer, "passMark", mark); }
        writer.WritePropertyName("parameters");
        writer.WriteStartObject();
        foreach ((string name, object? parameter) in value.Parameters)
        {
            writer.WritePropertyName(name);
            ParameterJson.Write(writer, parameter);
        }

        writer.WriteEndObject();
        if (value.Summary is { } summary) { writer.WriteString("summary", summary); }
        if (value.Source is { } source) { writer.WriteString("source", source); }
        writer.WriteBoolean("isCorpus", value.IsCorpus);
        writer.WriteStartArray("options");
        foreach (string option in value.Options) { writer.WriteStringValue(option); }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, double number)
    {
        writer.WritePropertyName(name);
        ParameterJson.Write(writer, number);
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static double? Number(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? ParameterJson.Number(value) : null;

    private static SortedDictionary<string, object?> Parameters(JsonElement json)
    {
        SortedDictionary<string, object?> parameters = new(StringComparer.Ordinal);
        if (!json.TryGetProperty("parameters", out JsonElement members)) { return parameters; }
        foreach (JsonProperty member in members.EnumerateObject()) { parameters[member.Name] = member.Value.ValueKind == JsonValueKind.Null ? null : member.Value; }
        return parameters;
    }

    /// <summary>What a name alone tells: one of ours has its facts, of any other the range is not known.</summary>
    private static MetricInfo OfName(string name) => TextMetrics.Find(name) is { IsCorpus: false }
        ? TextMetrics.Create(name).Info
        : new MetricInfo { Name = name, Minimum = double.NegativeInfinity, Maximum = double.PositiveInfinity };
}
