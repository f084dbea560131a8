using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Evaluation.Storage;

/// <summary>Every count that a model reported, as one JSON object beside the columns; empty where the columns and their sum say all of it. Rows of former stores have none: of them no total is known.</summary>
internal static class UsageJson
{
    private const string InColumns = "{}";

    private static readonly (string Name, Func<UsageDetails, long?> Get, Action<UsageDetails, long?> Set)[] Known =
    [
        ("input_tokens", usage => usage.InputTokenCount, (usage, count) => usage.InputTokenCount = count),
        ("output_tokens", usage => usage.OutputTokenCount, (usage, count) => usage.OutputTokenCount = count),
        ("total_tokens", usage => usage.TotalTokenCount, (usage, count) => usage.TotalTokenCount = count),
        ("cached_input_tokens", usage => usage.CachedInputTokenCount, (usage, count) => usage.CachedInputTokenCount = count),
        ("reasoning_tokens", usage => usage.ReasoningTokenCount, (usage, count) => usage.ReasoningTokenCount = count),
#pragma warning disable MEAI001 // Still to be settled there; what a service counts is kept whatever becomes of its name.
        ("input_text_tokens", usage => usage.InputTextTokenCount, (usage, count) => usage.InputTextTokenCount = count),
        ("input_audio_tokens", usage => usage.InputAudioTokenCount, (usage, count) => usage.InputAudioTokenCount = count),
        ("output_text_tokens", usage => usage.OutputTextTokenCount, (usage, count) => usage.OutputTextTokenCount = count),
        ("output_audio_tokens", usage => usage.OutputAudioTokenCount, (usage, count) => usage.OutputAudioTokenCount = count),
#pragma warning restore MEAI001
    ];

    /// <summary>The counts, an empty object where the columns say them; null where there is none.</summary>
    public static string? Write(UsageDetails usage)
    {
        if (IsInColumns(usage)) { return InColumns; }
        ArrayBufferWriter<byte> buffer = new(128);
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            foreach ((string name, Func<UsageDetails, long?> get, _) in Known)
            {
                if (get(usage) is { } count) { json.WriteNumber(name, count); }
            }

            if (usage.AdditionalCounts is { Count: > 0 } counts)
            {
                foreach ((string name, long count) in counts)
                {
                    if (IndexOf(name) < 0) { json.WriteNumber(name, count); }
                }
            }

            json.WriteEndObject();
        }

        return buffer.WrittenCount == 2 ? null : Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The counts by name; empty where there are none.</summary>
    public static IReadOnlyDictionary<string, long> Read(AnswerRow row)
    {
        if (row.Usage is { } json and not InColumns) { return Read(json); }
        Dictionary<string, long> counts = new(StringComparer.Ordinal);
        if (Details(row) is not { } usage) { return counts; }
        foreach ((string name, Func<UsageDetails, long?> get, _) in Known)
        {
            if (get(usage) is { } count) { counts.Add(name, count); }
        }

        return counts;
    }

    /// <summary>The counts as a client reports them; null where there are none.</summary>
    public static UsageDetails? Details(AnswerRow row)
    {
        if (row.Usage is null or InColumns)
        {
            return row.InputTokens is null && row.OutputTokens is null ? null : new UsageDetails
            {
                InputTokenCount = row.InputTokens,
                OutputTokenCount = row.OutputTokens,
                TotalTokenCount = row.Usage is null ? null : row.InputTokens + row.OutputTokens,
                CachedInputTokenCount = row.CachedInputTokens,
                ReasoningTokenCount = row.ReasoningTokens,
            };
        }

        UsageDetails usage = new();
        foreach ((string name, long count) in Read(row.Usage))
        {
            if (IndexOf(name) is >= 0 and var known) { Known[known].Set(usage, count); }
            else { (usage.AdditionalCounts ??= [])[name] = count; }
        }

        return usage;
    }

    private static Dictionary<string, long> Read(string json) => JsonSerializer.Deserialize<Dictionary<string, long>>(json)!;

#pragma warning disable MEAI001 // As above.
    private static bool IsInColumns(UsageDetails usage) =>
        usage is { InputTokenCount: { } input, OutputTokenCount: { } output, InputTextTokenCount: null, InputAudioTokenCount: null, OutputTextTokenCount: null, OutputAudioTokenCount: null }
        && usage.TotalTokenCount == input + output
        && usage.AdditionalCounts is null or { Count: 0 };
#pragma warning restore MEAI001

    private static int IndexOf(string name) => Array.FindIndex(Known, known => string.Equals(known.Name, name, StringComparison.Ordinal));
}
