using System.Text.Json;
using LlmNotebooks.Pricing.Formats;

namespace LlmNotebooks.Pricing;

/// <summary>Makes one kind of usage of what providers report, each in its own way.</summary>
/// <remarks>
/// The ways differ where money is: OpenAI and Google count cached tokens inside of the prompt's, Anthropic and Bedrock on top of them;
/// Google and xAI count reasoning on top of the answer's tokens, OpenAI inside.
/// </remarks>
public static class ProviderUsage
{
    private static readonly string[] GoogleModalities = ["TEXT", "AUDIO", "IMAGE", "VIDEO"];

    /// <summary>Reads a usage.</summary>
    /// <param name="json">A whole answer of the provider, or its usage alone.</param>
    /// <param name="shape">How it is written; null to tell by its fields. xAI's looks like OpenAI's and is told by its total; name it where there is none.</param>
    /// <exception cref="PriceFormatException">There is no usage in it, its fields fit no shape or not the one named, or a count is no whole number of at least 0.</exception>
    public static Usage Read(JsonElement json, UsageShape? shape = null)
    {
        JsonNode answer = new(json, "the usage");
        JsonNode usage = answer.Find("usage") ?? answer.Find("usageMetadata") ?? answer;
        Reading reading = new(usage);
        switch (shape ?? Tell(usage))
        {
            case UsageShape.OpenAIChat: Chat(reading, reasoningOnTop: false); break;
            case UsageShape.XAiChat: Chat(reading, reasoningOnTop: true); break;
            case UsageShape.OpenAIResponses: Responses(reading); break;
            case UsageShape.Anthropic: Anthropic(reading); break;
            case UsageShape.Google: Google(reading); break;
            case UsageShape.Bedrock: Bedrock(reading); break;
            default: throw new ArgumentOutOfRangeException(nameof(shape), shape, "There is no such shape.");
        }

        return reading.Usage();
    }

    private static UsageShape Tell(JsonNode usage)
    {
        bool Has(string name) => usage.Find(name) is not null;
        return Has("prompt_tokens") ? ReasoningIsOnTop(usage) ? UsageShape.XAiChat : UsageShape.OpenAIChat
            : Has("promptTokenCount") ? UsageShape.Google
            : Has("inputTokens") ? UsageShape.Bedrock
            : Has("cache_read_input_tokens") || Has("cache_creation_input_tokens") || Has("server_tool_use") ? UsageShape.Anthropic
            : Has("input_tokens") ? UsageShape.OpenAIResponses
            : throw usage.Error("No usage of a known shape: there is neither prompt_tokens, input_tokens, promptTokenCount nor inputTokens.");
    }

    // Whose total is more than prompt and answer by just the reasoning has it on top.
    private static bool ReasoningIsOnTop(JsonNode usage) =>
        usage.Find("completion_tokens_details")?.Find("reasoning_tokens")?.Whole() is > 0 and var reasoning
        && usage.Find("total_tokens")?.Whole() is { } total
        && total == usage.Get("prompt_tokens").Whole() + (usage.Find("completion_tokens")?.Whole() ?? 0) + reasoning;

    private static void Chat(Reading reading, bool reasoningOnTop)
    {
        reading.Add("input_tokens", reading.Required("prompt_tokens"));
        reading.Add("output_tokens", reading.Required("completion_tokens", absentIsZero: true));
        reading.Add("cache_read_tokens", reading.Optional("prompt_tokens_details", "cached_tokens") ?? reading.Optional("prompt_cache_hit_tokens"));
        reading.Add("cache_write_tokens", reading.Optional("prompt_tokens_details", "cache_write_tokens"));
        reading.Add("input_audio_tokens", reading.Optional("prompt_tokens_details", "audio_tokens"));
        reading.Add("output_audio_tokens", reading.Optional("completion_tokens_details", "audio_tokens"));
        long? reasoning = reading.Optional("completion_tokens_details", "reasoning_tokens");
        reading.Add("output_reasoning_tokens", reasoning);
        if (reasoningOnTop) { reading.Add("output_tokens", reasoning); }
    }

    private static void Responses(Reading reading)
    {
        reading.Add("input_tokens", reading.Required("input_tokens"));
        reading.Add("output_tokens", reading.Required("output_tokens"));
        reading.Add("cache_read_tokens", reading.Optional("input_tokens_details", "cached_tokens"));
        reading.Add("cache_write_tokens", reading.Optional("input_tokens_details", "cache_write_tokens"));
        reading.Add("output_reasoning_tokens", reading.Optional("output_tokens_details", "reasoning_tokens"));
    }

    private static void Anthropic(Reading reading)
    {
        CachedOnTop(reading, reading.Required("input_tokens"), reading.Optional("cache_read_input_tokens"), reading.Optional("cache_creation_input_tokens"));
        reading.Add("cache_write_5m_tokens", reading.Optional("cache_creation", "ephemeral_5m_input_tokens"));
        reading.Add("cache_write_1h_tokens", reading.Optional("cache_creation", "ephemeral_1h_input_tokens"));
        reading.Add("output_tokens", reading.Required("output_tokens"));
        reading.Add("output_reasoning_tokens", reading.Optional("output_tokens_details", "thinking_tokens"));
        reading.Add("web_searches", reading.Optional("server_tool_use", "web_search_requests"));
    }

    private static void Google(Reading reading)
    {
        long? thoughts = reading.Optional("thoughtsTokenCount"), tools = reading.Optional("toolUsePromptTokenCount");
        reading.Add("input_tokens", reading.Required("promptTokenCount"));
        reading.Add("input_tokens", tools);
        reading.Add("input_tool_tokens", tools);
        reading.Add("cache_read_tokens", reading.Optional("cachedContentTokenCount"));
        reading.Add("output_tokens", reading.Required("candidatesTokenCount", absentIsZero: true));
        reading.Add("output_tokens", thoughts);
        reading.Add("output_reasoning_tokens", thoughts);
        foreach (string modality in GoogleModalities)
        {
            string unit = modality.ToLowerInvariant();
            long? toolPart = reading.OfModality("toolUsePromptTokensDetails", modality);
            reading.Add($"input_{unit}_tokens", reading.OfModality("promptTokensDetails", modality));
            reading.Add($"input_{unit}_tokens", toolPart);
            reading.Add($"input_{unit}_tool_tokens", toolPart);
            reading.Add($"cache_{unit}_read_tokens", reading.OfModality("cacheTokensDetails", modality));
            reading.Add($"output_{unit}_tokens", reading.OfModality("candidatesTokensDetails", modality));
        }
    }

    private static void Bedrock(Reading reading)
    {
        CachedOnTop(reading, reading.Required("inputTokens"), reading.Optional("cacheReadInputTokens"), reading.Optional("cacheWriteInputTokens"));
        reading.Add("output_tokens", reading.Required("outputTokens"));
    }

    private static void CachedOnTop(Reading reading, long input, long? read, long? written)
    {
        reading.Add("input_tokens", input);
        reading.Add("input_tokens", read);
        reading.Add("input_tokens", written);
        reading.Add("cache_read_tokens", read);
        reading.Add("cache_write_tokens", written);
    }

    /// <summary>Counts as they are gathered.</summary>
    private sealed class Reading(JsonNode usage)
    {
        private readonly List<KeyValuePair<string, decimal>> _counts = [];

        public void Add(string unit, long? count)
        {
            if (count is not { } n) { return; }
            int i = _counts.FindIndex(c => string.Equals(c.Key, unit, StringComparison.Ordinal));
            if (i < 0) { _counts.Add(new(unit, n)); }
            else { _counts[i] = new(unit, _counts[i].Value + n); }
        }

        public long Required(string name, bool absentIsZero = false) => usage.Find(name)?.Whole() ?? (absentIsZero ? 0 : usage.Get(name).Whole());

        public long? Optional(string name) => usage.Find(name)?.Whole();

        public long? Optional(string outer, string name) => usage.Find(outer)?.Find(name)?.Whole();

        /// <summary>What the details by modality say; documents are seen as images.</summary>
        public long? OfModality(string list, string modality)
        {
            if (usage.Find(list) is not { } details) { return null; }
            long? sum = null;
            foreach (JsonNode detail in details.Items("detail"))
            {
                string name = detail.Get("modality").Text();
                if ((name == "DOCUMENT" ? "IMAGE" : name) == modality) { sum = (sum ?? 0) + (detail.Find("tokenCount")?.Whole() ?? 0); }
            }

            return sum;
        }

        public Usage Usage() => Pricing.Usage.OfAverages([.. _counts]);
    }
}
