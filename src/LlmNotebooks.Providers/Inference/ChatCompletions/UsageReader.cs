using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Inference.ChatCompletions;

/// <summary>Counts of a chat completion. One that is no whole number of at least 0 is unknown, whatever the others say.</summary>
internal static class UsageReader
{
    private const long Largest = 1_000_000_000_000_000;

    private static readonly string[] Known =
    [
        "prompt_tokens", "input_tokens", "completion_tokens", "output_tokens", "total_tokens", "prompt_cache_hit_tokens", "prompt_cache_miss_tokens", "cached_tokens", "reasoning_tokens", "audio_tokens", "text_tokens",
    ];

    /// <summary>The counts; null where there is none.</summary>
    public static UsageDetails? Read(JsonElement usage)
    {
        JsonElement? prompt = usage.Object("prompt_tokens_details") ?? usage.Object("input_tokens_details");
        JsonElement? answer = usage.Object("completion_tokens_details") ?? usage.Object("output_tokens_details");
        UsageDetails counts = new()
        {
            InputTokenCount = Count(usage, "prompt_tokens") ?? Count(usage, "input_tokens"),
            OutputTokenCount = Count(usage, "completion_tokens") ?? Count(usage, "output_tokens"),
            TotalTokenCount = Count(usage, "total_tokens"),
            CachedInputTokenCount = Count(prompt, "cached_tokens") ?? Count(usage, "prompt_cache_hit_tokens") ?? Count(usage, "cached_tokens"),
            ReasoningTokenCount = Count(answer, "reasoning_tokens") ?? Count(usage, "reasoning_tokens"),
#pragma warning disable MEAI001 // Still to be settled there; what a service counts is kept whatever becomes of its name.
            InputAudioTokenCount = Positive(prompt, "audio_tokens"),
            OutputAudioTokenCount = Positive(answer, "audio_tokens"),
#pragma warning restore MEAI001
        };
        More(usage, counts);
        if (prompt is { } of) { More(of, counts); }
        if (answer is { } by) { More(by, counts); }
        return counts.InputTokenCount is null && counts.OutputTokenCount is null && counts.TotalTokenCount is null ? null : counts;
    }

    /// <summary>What the service itself says it charges, in USD; null where it does not.</summary>
    public static decimal? Cost(JsonElement usage) =>
        usage.TryGetProperty("cost", out JsonElement cost) && cost.ValueKind == JsonValueKind.Number && cost.TryGetDecimal(out decimal usd) && usd >= 0 ? usd : null;

    private static void More(JsonElement counted, UsageDetails counts)
    {
        foreach (JsonProperty member in counted.EnumerateObject())
        {
            if (Array.IndexOf(Known, member.Name) < 0 && Positive(counted, member.Name) is { } count) { (counts.AdditionalCounts ??= [])[member.Name] = count; }
        }
    }

    private static long? Positive(JsonElement? counted, string name) => Count(counted, name) is > 0 and var count ? count : null;

    private static long? Count(JsonElement? counted, string name) =>
        counted is { } element && element.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.Number
            && member.TryGetDecimal(out decimal number) && number is >= 0 and <= Largest && decimal.Truncate(number) == number
            ? (long)number
            : null;
}
