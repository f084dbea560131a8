using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Inference.ChatCompletions;

/// <summary>Writes what is asked, as the protocol has it.</summary>
internal static class ChatRequest
{
    private static readonly JsonSerializerOptions Compact = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };

    /// <exception cref="NotSupportedException">A message holds what the protocol cannot say.</exception>
    public static byte[] Write(string model, IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream)
    {
        ArrayBufferWriter<byte> buffer = new(512);
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteString("model", model);
            json.WriteStartArray("messages");
            if (options?.Instructions is { Length: > 0 } instructions) { Message(json, new ChatMessage(ChatRole.System, instructions)); }
            foreach (ChatMessage message in messages) { Message(json, message); }
            json.WriteEndArray();
            if (stream)
            {
                json.WriteBoolean("stream", true);
                json.WriteStartObject("stream_options");
                json.WriteBoolean("include_usage", true);
                json.WriteEndObject();
            }

            if (options is not null) { Options(json, options); }
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Message(Utf8JsonWriter json, ChatMessage message)
    {
        // Each result of a tool is a message of its own.
        if (message.Role == ChatRole.Tool)
        {
            foreach (FunctionResultContent result in message.Contents.OfType<FunctionResultContent>())
            {
                json.WriteStartObject();
                json.WriteString("role", "tool");
                json.WriteString("tool_call_id", result.CallId);
                json.WriteString("content", result.Result as string ?? JsonSerializer.Serialize(result.Result, Compact));
                json.WriteEndObject();
            }

            return;
        }

        json.WriteStartObject();
        json.WriteString("role", message.Role.Value);
        if (message.AuthorName is { Length: > 0 } name) { json.WriteString("name", name); }
        FunctionCallContent[] calls = [.. message.Contents.OfType<FunctionCallContent>()];
        AIContent[] parts = [.. message.Contents.Where(content => content is not (FunctionCallContent or UsageContent or TextReasoningContent or ErrorContent))];
        if (parts.All(part => part is TextContent))
        {
            string text = string.Concat(parts.Cast<TextContent>().Select(part => part.Text));
            if (calls.Length > 0 && text.Length == 0) { json.WriteNull("content"); }
            else { json.WriteString("content", text); }
        }
        else
        {
            json.WriteStartArray("content");
            foreach (AIContent part in parts) { Part(json, part); }
            json.WriteEndArray();
        }

        if (calls.Length > 0)
        {
            json.WriteStartArray("tool_calls");
            foreach (FunctionCallContent call in calls)
            {
                json.WriteStartObject();
                json.WriteString("id", call.CallId);
                json.WriteString("type", "function");
                json.WriteStartObject("function");
                json.WriteString("name", call.Name);
                json.WriteString("arguments", JsonSerializer.Serialize(call.Arguments, Compact));
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Part(Utf8JsonWriter json, AIContent part)
    {
        json.WriteStartObject();
        switch (part)
        {
            case TextContent text:
                json.WriteString("type", "text");
                json.WriteString("text", text.Text);
                break;
            case DataContent data when data.HasTopLevelMediaType("image"):
                Image(json, data.Uri);
                break;
            case UriContent uri when uri.HasTopLevelMediaType("image"):
                Image(json, uri.Uri.ToString());
                break;
            case DataContent data when data.HasTopLevelMediaType("audio"):
                json.WriteString("type", "input_audio");
                json.WriteStartObject("input_audio");
                json.WriteString("data", data.Base64Data.Span);
                json.WriteString("format", data.MediaType.EndsWith("mpeg", StringComparison.OrdinalIgnoreCase) || data.MediaType.EndsWith("mp3", StringComparison.OrdinalIgnoreCase) ? "mp3" : "wav");
                json.WriteEndObject();
                break;
            case DataContent data:
                json.WriteString("type", "file");
                json.WriteStartObject("file");
                json.WriteString("filename", data.Name ?? "file");
                json.WriteString("file_data", data.Uri);
                json.WriteEndObject();
                break;
            default:
                throw new NotSupportedException($"A message with {part.GetType().Name} cannot be sent as a chat completion.");
        }

        json.WriteEndObject();
    }

    private static void Image(Utf8JsonWriter json, string address)
    {
        json.WriteString("type", "image_url");
        json.WriteStartObject("image_url");
        json.WriteString("url", address);
        json.WriteEndObject();
    }

    private static void Options(Utf8JsonWriter json, ChatOptions options)
    {
        Number(json, "temperature", options.Temperature);
        Number(json, "top_p", options.TopP);
        if (options.TopK is { } topK) { json.WriteNumber("top_k", topK); }
        Number(json, "frequency_penalty", options.FrequencyPenalty);
        Number(json, "presence_penalty", options.PresencePenalty);
        if (options.Seed is { } seed) { json.WriteNumber("seed", seed); }
        if (options.MaxOutputTokens is { } most) { json.WriteNumber("max_completion_tokens", most); }
        if (options.StopSequences is { Count: > 0 } stops)
        {
            json.WriteStartArray("stop");
            foreach (string stop in stops) { json.WriteStringValue(stop); }
            json.WriteEndArray();
        }

        if (options.Reasoning?.Effort is { } effort) { json.WriteString("reasoning_effort", Name(effort)); }
        if (options.ResponseFormat is ChatResponseFormatJson format) { Format(json, format); }
        if (options.Tools is { Count: > 0 } tools) { Tools(json, tools, options); }
        if (options.AdditionalProperties is not { Count: > 0 } more) { return; }
        foreach ((string name, object? value) in more)
        {
            json.WritePropertyName(name);
            JsonSerializer.Serialize(json, value, Compact);
        }
    }

    // As people write them: 0.7, and not what the nearest float is in binary.
    private static void Number(Utf8JsonWriter json, string name, float? value)
    {
        if (value is { } number) { json.WriteNumber(name, (decimal)number); }
    }

    private static string Name(ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.None => "none",
        ReasoningEffort.Low => "low",
        ReasoningEffort.Medium => "medium",
        ReasoningEffort.High => "high",
        ReasoningEffort.ExtraHigh => "xhigh",
        _ => throw new ArgumentOutOfRangeException(nameof(effort), effort, "There is no such effort."),
    };

    private static void Format(Utf8JsonWriter json, ChatResponseFormatJson format)
    {
        json.WriteStartObject("response_format");
        if (format.Schema is not { } schema)
        {
            json.WriteString("type", "json_object");
        }
        else
        {
            json.WriteString("type", "json_schema");
            json.WriteStartObject("json_schema");
            json.WriteString("name", format.SchemaName ?? "answer");
            if (format.SchemaDescription is { } description) { json.WriteString("description", description); }
            json.WritePropertyName("schema");
            schema.WriteTo(json);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Tools(Utf8JsonWriter json, IList<AITool> tools, ChatOptions options)
    {
        json.WriteStartArray("tools");
        foreach (AITool tool in tools)
        {
            if (tool is not AIFunctionDeclaration function) { throw new NotSupportedException($"The tool {tool.Name} is no function, and chat completions have no other tools."); }
            json.WriteStartObject();
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", function.Name);
            if (function.Description is { Length: > 0 } description) { json.WriteString("description", description); }
            json.WritePropertyName("parameters");
            function.JsonSchema.WriteTo(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (options.AllowMultipleToolCalls is { } several) { json.WriteBoolean("parallel_tool_calls", several); }
        switch (options.ToolMode)
        {
            case RequiredChatToolMode { RequiredFunctionName: { } required }:
                json.WriteStartObject("tool_choice");
                json.WriteString("type", "function");
                json.WriteStartObject("function");
                json.WriteString("name", required);
                json.WriteEndObject();
                json.WriteEndObject();
                break;
            case RequiredChatToolMode:
                json.WriteString("tool_choice", "required");
                break;
            case NoneChatToolMode:
                json.WriteString("tool_choice", "none");
                break;
        }
    }
}
