using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Evaluation.Storage;

/// <summary>Every count that a model reported, as one JSON object.</summary>
internal static class UsageJson
{
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

    /// <summary>The counts; null where there is none.</summary>
    public static string? Write(UsageDetails usage)
    {
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
    public static IReadOnlyDictionary<string, long> Read(string? json) =>
        json is null ? new Dictionary<string, long>(StringComparer.Ordinal) : JsonSerializer.Deserialize<Dictionary<string, long>>(json)!;

    /// <summary>The counts as a client reports them; null where there are none.</summary>
    public static UsageDetails? Details(AnswerRow row)
    {
        if (row.Usage is null)
        {
            // Answers of former stores have sums alone.
            return row.InputTokens is null && row.OutputTokens is null ? null : new UsageDetails
            {
                InputTokenCount = row.InputTokens,
                OutputTokenCount = row.OutputTokens,
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

    private static int IndexOf(string name) => Array.FindIndex(Known, known => string.Equals(known.Name, name, StringComparison.Ordinal));
}
