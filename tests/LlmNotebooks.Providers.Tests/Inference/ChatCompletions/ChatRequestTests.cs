using System.ComponentModel;
using System.Text.Json.Nodes;
using LlmNotebooks.Inference.ChatCompletions;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Tests.Inference.ChatCompletions;

/// <summary>Requests as OpenAI's reference of chat completions has them (platform.openai.com/docs/api-reference/chat/create).</summary>
public sealed class ChatRequestTests
{
    [Fact]
    public void Options_have_the_protocols_names_and_numbers_are_as_people_write_them()
    {
        JsonNode request = Write(
            [new(ChatRole.User, "Hello")],
            new ChatOptions
            {
                Instructions = "Be brief.", Temperature = 0.7f, TopP = 0.9f, TopK = 40, FrequencyPenalty = 0.1f, PresencePenalty = -0.2f, Seed = 7, MaxOutputTokens = 50, StopSequences = ["\n", "END"],
                Reasoning = new ReasoningOptions { Effort = ReasoningEffort.Low }, AdditionalProperties = new() { ["chat_template_kwargs"] = new { enable_thinking = false } },
            });

        Assert.Equal(
            """{"model":"m","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hello"}],"temperature":0.7,"top_p":0.9,"top_k":40,"frequency_penalty":0.1,"presence_penalty":-0.2,"seed":7,"max_completion_tokens":50,"stop":["\n","END"],"reasoning_effort":"low","chat_template_kwargs":{"enable_thinking":false}}""",
            request.ToJsonString());
    }

    [Fact]
    public void A_stream_asks_for_its_usage() =>
        Assert.Equal("""{"model":"m","messages":[{"role":"user","content":"Hello"}],"stream":true,"stream_options":{"include_usage":true}}""", Write([new(ChatRole.User, "Hello")], null, stream: true).ToJsonString());

    [Fact]
    public void Tools_their_calls_and_their_results_are_told()
    {
        JsonNode request = Write(
            [
                new(ChatRole.User, "Weather?"),
                new(ChatRole.Assistant, [new TextReasoningContent("I look."), new FunctionCallContent("c1", "weather", new Dictionary<string, object?> { ["city"] = "Bern" })]),
                new(ChatRole.Tool, [new FunctionResultContent("c1", "rain")]),
            ],
            new ChatOptions { Tools = [AIFunctionFactory.Create(Weather)], ToolMode = ChatToolMode.RequireSpecific("Weather"), AllowMultipleToolCalls = false });

        Assert.Equal(
            """[{"role":"user","content":"Weather?"},{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Bern\"}"}}]},{"role":"tool","tool_call_id":"c1","content":"rain"}]""",
            request["messages"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal(("function", "Weather", "The weather."), ((string?)request["tools"]![0]!["type"], (string?)request["tools"]![0]!["function"]!["name"], (string?)request["tools"]![0]!["function"]!["description"]));
        Assert.Equal("string", (string?)request["tools"]![0]!["function"]!["parameters"]!["properties"]!["city"]!["type"]);
        Assert.Equal("""{"type":"function","function":{"name":"Weather"}}""", request["tool_choice"]!.ToJsonString());
        Assert.False((bool)request["parallel_tool_calls"]!);
    }

    [Fact]
    public void Pictures_sound_names_and_schemas_are_sent()
    {
        JsonNode request = Write(
            [new(ChatRole.User, [new TextContent("What is this?"), new DataContent(new byte[] { 1, 2 }, "image/png"), new UriContent("https://example.org/a.jpg", "image/jpeg"), new DataContent(new byte[] { 3 }, "audio/wav")]) { AuthorName = "ann" }],
            new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonNode.Parse("""{"type":"object"}""")!.Deserialize(), "shape") });

        Assert.Equal("ann", (string?)request["messages"]![0]!["name"]);
        Assert.Equal(
            """[{"type":"text","text":"What is this?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AQI="}},{"type":"image_url","image_url":{"url":"https://example.org/a.jpg"}},{"type":"input_audio","input_audio":{"data":"Aw==","format":"wav"}}]""",
            request["messages"]![0]!["content"]!.ToJsonString());
        Assert.Equal("""{"type":"json_schema","json_schema":{"name":"shape","schema":{"type":"object"}}}""", request["response_format"]!.ToJsonString());
        Assert.Equal("""{"type":"json_object"}""", Write([new(ChatRole.User, "x")], new ChatOptions { ResponseFormat = ChatResponseFormat.Json })["response_format"]!.ToJsonString());
    }

    [Fact]
    public void What_the_protocol_has_no_place_for_is_refused() =>
        Assert.Throws<NotSupportedException>(() => Write([new(ChatRole.User, "x")], new ChatOptions { Tools = [new HostedWebSearchTool()] }));

    [Description("The weather.")]
    private static string Weather(string city) => city;

    private static JsonNode Write(IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream = false) => JsonNode.Parse(ChatRequest.Write("m", messages, options, stream))!;
}

/// <summary>Parts of JSON as elements.</summary>
file static class Elements
{
    public static System.Text.Json.JsonElement Deserialize(this JsonNode node) => System.Text.Json.JsonSerializer.SerializeToElement(node);
}
