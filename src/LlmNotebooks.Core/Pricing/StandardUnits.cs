namespace LlmNotebooks.Pricing;

/// <summary>The units that providers charge for today, by the names of genai-prices' units file of 2026-08-21.</summary>
internal static class StandardUnits
{
    private const long Million = 1_000_000, Thousand = 1_000, Hour = 3_600;

    private static readonly string?[] Modalities = [null, "text", "audio", "image", "video"];

    public static BillingUnit[] All() => [.. Tokens(), .. Others()];

    private static List<BillingUnit> Tokens()
    {
        List<BillingUnit> units = [];
        foreach (string? modality in Modalities)
        {
            string of = modality is null ? "" : "_" + modality;
            units.Add(Token("input" + of, "input", modality));
            units.Add(Token("output" + of, "output", modality));
            units.Add(Token($"cache{of}_read", "input", modality, "cache_read"));
            units.Add(Token($"cache{of}_write", "input", modality, "cache_write"));
            units.Add(Token($"cache{of}_write_5m", "input", modality, "cache_write", "5m"));
            units.Add(Token($"cache{of}_write_1h", "input", modality, "cache_write", "1h"));
            units.Add(Token($"input{of}_tool", "input", modality, "tool"));
            units.Add(Token($"output{of}_reasoning", "output", modality, "reasoning"));
            units.Add(Token($"output{of}_citation", "output", modality, "citation"));
        }

        return units;
    }

    private static BillingUnit[] Others() =>
    [
        new("input_characters", "input_mchars", Million, "characters", Of("direction", "input")),
        new("output_characters", "output_mchars", Million, "characters", Of("direction", "output")),
        new("input_text_messages", "input_text_messages_kcount", Thousand, "messages", Of("direction", "input", "modality", "text")),
        new("audio_seconds", "audio_hours", Hour, "durations", Of("modality", "audio")),
        new("input_audio_seconds", "input_audio_hours", Hour, "durations", Of("direction", "input", "modality", "audio")),
        new("output_audio_seconds", "output_audio_hours", Hour, "durations", Of("direction", "output", "modality", "audio")),
        new("input_pixels", "input_gpixels", Thousand * Million, "pixels", Of("direction", "input")),
        new("input_images", "input_images_kcount", Thousand, "images", Of("direction", "input")),
        new("output_images", "output_images_kcount", Thousand, "images", Of("direction", "output")),
        new("input_document_pages", "input_document_kpages", Thousand, "document_pages", Of("direction", "input")),
        new("input_annotated_document_pages", "input_annotated_document_kpages", Thousand, "document_pages", Of("direction", "input", "page_type", "annotated")),
        new("rerank_searches", "rerank_searches_kcount", Thousand, "rerank", Of()),
        new("web_searches", "web_searches_kcount", Thousand, "tool_calls", Of("tool_type", "web_search")),
        new("social_searches", "social_searches_kcount", Thousand, "tool_calls", Of("tool_type", "social_search")),
        new("storage_searches", "storage_searches_kcount", Thousand, "tool_calls", Of("tool_type", "storage_search")),
        new("code_executions", "code_executions_kcount", Thousand, "tool_calls", Of("tool_type", "code_execution")),
        new(Usage.Requests, "requests_kcount", Thousand, "requests", Of()),
    ];

    private static BillingUnit Token(string stem, string direction, string? modality, string? type = null, string? timeToLive = null)
    {
        Dictionary<string, string> dimensions = new(StringComparer.Ordinal) { ["direction"] = direction };
        if (modality is not null) { dimensions.Add("modality", modality); }
        if (type is not null) { dimensions.Add("token_type", type); }
        if (timeToLive is not null) { dimensions.Add("cache_ttl", timeToLive); }
        return new BillingUnit(stem + "_tokens", stem + "_mtok", Million, "tokens", dimensions);
    }

    private static Dictionary<string, string> Of(params string[] namesAndValues)
    {
        Dictionary<string, string> dimensions = new(StringComparer.Ordinal);
        for (int i = 0; i < namesAndValues.Length; i += 2) { dimensions.Add(namesAndValues[i], namesAndValues[i + 1]); }
        return dimensions;
    }
}
