using System.Text;
using LlmNotebooks.Pricing;

namespace LlmNotebooks.Tests.Pricing;

public sealed class LiteLlmTests
{
    // Entries in the shape of BerriAI/litellm's model_prices_and_context_window.json; the prices of gpt-4o-mini and Gemini 2.5 Pro are those it lists.
    private const string Json = """
        {
          "sample_spec": {"litellm_provider": "one of the providers", "input_cost_per_token": 0.0, "max_tokens": "prose"},
          "fallback_generalizations": {"rules": []},
          "gpt-4o-mini": {"litellm_provider": "openai", "mode": "chat", "max_input_tokens": 128000, "input_cost_per_token": 1.5e-07, "output_cost_per_token": 6e-07,
            "cache_read_input_token_cost": 7.5e-08, "input_cost_per_token_batches": 7.5e-08, "output_cost_per_token_batches": 3e-07, "input_cost_per_token_priority": 2.5e-07,
            "search_context_cost_per_query": {"search_context_size_low": 0.025, "search_context_size_medium": 0.0275, "search_context_size_high": 0.03}},
          "gemini/gemini-2.5-pro": {"litellm_provider": "gemini", "mode": "chat", "input_cost_per_token": 1.25e-06, "input_cost_per_token_above_200k_tokens": 2.5e-06,
            "output_cost_per_token": 1e-05, "output_cost_per_token_above_200k_tokens": 1.5e-05, "output_cost_per_reasoning_token": 1e-05},
          "azure/whisper-1": {"litellm_provider": "azure", "mode": "audio_transcription", "input_cost_per_second": 0.0001, "output_cost_per_second": 0.0001},
          "rerank-1": {"litellm_provider": "cohere", "mode": "rerank", "input_cost_per_query": 0.002, "input_cost_per_token": 0.0},
          "local": {"litellm_provider": "ollama", "mode": "chat", "input_cost_per_token": 0.0, "output_cost_per_token": 0.0},
          "unknown-price": {"litellm_provider": "ollama", "mode": "chat", "max_tokens": 10},
          "by-size": {"litellm_provider": "dashscope", "tiered_pricing": [{"range": [0, 32000], "input_cost_per_token": 1e-06}]},
          "twice": {"litellm_provider": "ollama", "input_cost_per_token": 1.0},
          "twice": {"litellm_provider": "ollama", "input_cost_per_token": 2.0}
        }
        """;

    private static readonly PriceImport Import = PriceImport.LiteLlm(Encoding.UTF8.GetBytes(Json), "litellm.json", new DateOnly(2026, 1, 1));

    [Theory]
    [InlineData("openai", "gpt-4o-mini", 1000, 1000, ServiceLevel.Standard, "0.00075")]
    [InlineData(null, "gpt-4o-mini", 1000, 1000, ServiceLevel.Batch, "0.000375")]
    // A level names what it changes; the answer's price stays.
    [InlineData("openai", "GPT-4o-mini", 1000, 1000, ServiceLevel.Priority, "0.00085")]
    [InlineData("gemini", "gemini-2.5-pro", 200_000, 1000, ServiceLevel.Standard, "0.26")]
    [InlineData(null, "gemini/gemini-2.5-pro", 200_001, 1000, ServiceLevel.Standard, "0.5150025")]
    [InlineData("ollama", "local", 1000, 1000, ServiceLevel.Standard, "0")]
    public void Its_dollars_for_a_token_are_prices(string? provider, string model, long input, long output, ServiceLevel level, string usd) =>
        Assert.Equal(usd, Usd.Exact(Cost(provider, model, new Usage(input, output), level).TotalUsd!.Value));

    [Fact]
    public void Searches_hours_and_queries_are_units()
    {
        Assert.Equal(0.0275m * 2, Cost("openai", "gpt-4o-mini", new Usage { ["input_tokens"] = 0, ["web_searches"] = 2 }).TotalUsd);
        Assert.Equal(0.36m, Cost("azure", "whisper-1", new Usage { ["input_audio_seconds"] = 3600 }).TotalUsd);
        Assert.Equal(0.002m, Cost("cohere", "rerank-1", new Usage { ["rerank_searches"] = 1 }).TotalUsd);
        Assert.Equal(2_000m, Cost("ollama", "twice", new Usage { ["input_tokens"] = 1000 }).TotalUsd);
    }

    [Fact]
    public void No_price_is_no_zero_and_what_has_no_unit_is_named()
    {
        UsageCost cost = Cost("ollama", "unknown-price", new Usage(10, 10));

        Assert.Null(cost.TotalUsd);
        Assert.Equal("no price of model 'unknown-price' at ollama", Assert.Single(cost.Unpriced));
        Assert.Equal(
            [
                "litellm.json: output_cost_per_second of 1 model has no unit here and was left out",
                "litellm.json: tiered_pricing of 1 model has no unit here and was left out",
                "litellm.json: 2 models have no price that has a unit here and were left out",
            ],
            Import.Warnings);
        Assert.Null(Import.Book.Find("openai", "sample_spec").Model);
        Assert.Equal(128000, Import.Book.Find("openai", "gpt-4o-mini").Model!.ContextWindow);
    }

    [Fact]
    public void What_was_taken_can_be_saved_and_read_again()
    {
        using TemporaryPriceFile file = new("");
        Import.Book.Save(file.Path);

        Assert.Equal(0.00075m, PriceBook.Load(file.Path).Cost("openai", "gpt-4o-mini", new Usage(1000, 1000), Books.Noon).TotalUsd);
    }

    [Theory]
    [InlineData("[]", "an object with a member for each model")]
    [InlineData("""{"a": {"input_cost_per_token": 1}}""", "not LiteLLM's price file")]
    [InlineData("""{"a": {"litellm_provider": "x", "input_cost_per_token": -1}}""", "a.input_cost_per_token: A price is at least 0")]
    public void What_is_wrong_with_the_file_is_said(string json, string problem) =>
        Assert.Contains(problem, Assert.Throws<PriceFormatException>(() => PriceImport.LiteLlm(Encoding.UTF8.GetBytes(json), "bad.json")).Message, StringComparison.Ordinal);

    private static UsageCost Cost(string? provider, string model, Usage usage, ServiceLevel level = ServiceLevel.Standard) =>
        Import.Book.Cost(provider, model, usage, Books.Noon, level);
}
