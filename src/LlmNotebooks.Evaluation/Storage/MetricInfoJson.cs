using System.Text.Json;
using System.Text.Json.Serialization;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Evaluation.Storage;

/// <summary>Facts of metrics as plans and scorings hold them; older plans held names.</summary>
internal sealed class MetricInfoJson : JsonConverter<MetricInfo>
{
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public override MetricInfo? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? OfName(reader.GetString()!) : JsonSerializer.Deserialize<MetricInfo>(ref reader, Plain);

    public override void Write(Utf8JsonWriter writer, MetricInfo value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, Plain);

    /// <summary>What a name alone tells: one of ours has its facts, of any other the range is not known.</summary>
    private static MetricInfo OfName(string name) => TextMetrics.Find(name) is { IsCorpus: false }
        ? TextMetrics.Create(name).Info
        : new MetricInfo { Name = name, Minimum = double.NegativeInfinity, Maximum = double.PositiveInfinity };
}
