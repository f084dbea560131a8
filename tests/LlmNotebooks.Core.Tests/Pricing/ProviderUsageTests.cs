using System.Text.Json;
using LlmNotebooks.Pricing;

namespace LlmNotebooks.Tests.Pricing;

/// <summary>Usages as the providers' reference pages show them.</summary>
public sealed class ProviderUsageTests
{
    [Theory]
    // OpenAI, chat completions: cached and reasoning tokens are some of the others.
    [InlineData(
        """{"model": "gpt-5", "usage": {"prompt_tokens": 2006, "completion_tokens": 300, "total_tokens": 2306, "prompt_tokens_details": {"cached_tokens": 1920}, "completion_tokens_details": {"reasoning_tokens": 128}}}""",
        null, "input_tokens 2006, output_tokens 300, cache_read_tokens 1920, output_reasoning_tokens 128")]
    // OpenAI, responses.
    [InlineData(
        """{"usage": {"input_tokens": 81, "input_tokens_details": {"cached_tokens": 64}, "output_tokens": 1035, "output_tokens_details": {"reasoning_tokens": 832}}}""",
        null, "input_tokens 81, output_tokens 1035, cache_read_tokens 64, output_reasoning_tokens 832")]
    // Anthropic, messages: cached tokens come on top.
    [InlineData(
        """{"usage": {"input_tokens": 50, "cache_creation_input_tokens": 456, "cache_read_input_tokens": 100000, "cache_creation": {"ephemeral_5m_input_tokens": 356, "ephemeral_1h_input_tokens": 100}, "output_tokens": 503, "server_tool_use": {"web_search_requests": 2}}}""",
        null, "input_tokens 100506, cache_read_tokens 100000, cache_write_tokens 456, cache_write_5m_tokens 356, cache_write_1h_tokens 100, output_tokens 503, web_searches 2")]
    // Google: cached tokens inside, thoughts and tools on top.
    [InlineData(
        """{"usageMetadata": {"promptTokenCount": 1000, "cachedContentTokenCount": 800, "candidatesTokenCount": 90, "thoughtsTokenCount": 400, "toolUsePromptTokenCount": 30, "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 742}, {"modality": "IMAGE", "tokenCount": 200}, {"modality": "DOCUMENT", "tokenCount": 58}]}}""",
        null, "input_tokens 1030, input_tool_tokens 30, cache_read_tokens 800, output_tokens 490, output_reasoning_tokens 400, input_text_tokens 742, input_image_tokens 258")]
    // Amazon Bedrock, Converse.
    [InlineData("""{"usage": {"inputTokens": 10, "outputTokens": 5, "cacheReadInputTokens": 100, "cacheWriteInputTokens": 20}}""", null,
        "input_tokens 130, cache_read_tokens 100, cache_write_tokens 20, output_tokens 5")]
    // xAI: reasoning on top.
    [InlineData("""{"usage": {"prompt_tokens": 32, "completion_tokens": 9, "completion_tokens_details": {"reasoning_tokens": 94}}}""", UsageShape.XAiChat,
        "input_tokens 32, output_tokens 103, output_reasoning_tokens 94")]
    [InlineData("""{"usage": {"prompt_tokens": 32, "completion_tokens": 9, "total_tokens": 135, "completion_tokens_details": {"reasoning_tokens": 94}}}""", null,
        "input_tokens 32, output_tokens 103, output_reasoning_tokens 94")]
    // DeepSeek names its cache's hits.
    [InlineData("""{"prompt_tokens": 100, "prompt_cache_hit_tokens": 60, "prompt_cache_miss_tokens": 40, "completion_tokens": 7}""", null,
        "input_tokens 100, output_tokens 7, cache_read_tokens 60")]
    public void Each_shape_becomes_one_kind_of_usage(string json, UsageShape? shape, string usage)
    {
        using JsonDocument document = JsonDocument.Parse(json);

        Assert.Equal(usage, ProviderUsage.Read(document.RootElement, shape).ToString());
    }

    [Fact]
    public void The_same_call_costs_the_same_however_it_is_told()
    {
        PriceBook book = Books.One(("input_mtok", new UnitPrice(3)), ("cache_read_mtok", new UnitPrice(0.3m)), ("output_mtok", new UnitPrice(15)));
        string[] tellings =
        [
            """{"prompt_tokens": 1000, "completion_tokens": 50, "prompt_tokens_details": {"cached_tokens": 900}}""",
            """{"input_tokens": 100, "cache_read_input_tokens": 900, "output_tokens": 50}""",
            """{"promptTokenCount": 1000, "cachedContentTokenCount": 900, "candidatesTokenCount": 30, "thoughtsTokenCount": 20}""",
            """{"inputTokens": 100, "cacheReadInputTokens": 900, "outputTokens": 50}""",
        ];

        Assert.All(tellings, json =>
        {
            using JsonDocument document = JsonDocument.Parse(json);
            Assert.Equal(0.0003m + 0.00027m + 0.00075m, book.Cost(ProviderUsage.Read(document.RootElement)).TotalUsd);
        });
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"usage": {"tokens": 3}}""")]
    [InlineData("""{"usage": {"prompt_tokens": -3}}""")]
    [InlineData("""{"usage": {"prompt_tokens": 3.5, "completion_tokens": 1}}""")]
    [InlineData("""{"usage": {"input_tokens": 3}}""")]
    public void What_is_no_usage_is_refused(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);

        Assert.Throws<PriceFormatException>(() => ProviderUsage.Read(document.RootElement));
    }
}
