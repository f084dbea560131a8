using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Inference.ChatCompletions;

/// <summary>Reads an answer piece by piece: what it says counts, wherever a service puts it.</summary>
internal sealed class CompletionReader
{
    private const string RefusalCode = "Refusal";

    private readonly StringBuilder _refusal = new();
    private readonly SortedDictionary<int, ToolCall> _calls = [];
    private readonly SurrogateJoiner _text = new(), _reasoning = new();
    private string? _id, _model, _finish;
    private DateTimeOffset? _created;
    private AdditionalPropertiesDictionary? _facts;
    private UsageDetails? _usage;
    private bool _hasChoice, _hasText;

    /// <summary>Whether the answer comes in one piece.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Whether the service said that nothing more comes.</summary>
    public bool IsDone { get; set; }

    /// <summary>An answer in one piece.</summary>
    public IEnumerable<ChatResponseUpdate> Whole(JsonElement root)
    {
        IsWhole = true;
        return [.. Piece(root), .. End()];
    }

    /// <summary>What a piece adds.</summary>
    /// <exception cref="ServiceException">It is an error.</exception>
    /// <exception cref="IncompleteAnswerException">It is nothing of an answer.</exception>
    public IEnumerable<ChatResponseUpdate> Piece(JsonElement root)
    {
        if (ServiceErrors.Within(root) is { } error) { throw error; }
        if (root.ValueKind != JsonValueKind.Object) { throw new IncompleteAnswerException($"The service answered with {LenientJson.Beginning(root.GetRawText())} instead of an answer."); }
        Facts(root);
        if ((root.Object("usage") ?? root.Object("x_groq")?.Object("usage")) is { } usage) { Usage(usage); }
        return Choice(root) is { } choice ? Contents(choice) : [];
    }

    /// <summary>What is known at the end: refusal, calls of tools, finish reason and usage.</summary>
    /// <exception cref="IncompleteAnswerException">It is no end.</exception>
    public IEnumerable<ChatResponseUpdate> End()
    {
        if (!_hasChoice) { throw new IncompleteAnswerException(IsWhole ? "The service answered without a choice." : "The service's stream held no answer."); }
        if (!IsWhole && !IsDone && _finish is null)
        {
            throw new IncompleteAnswerException("The stream ended without a finish reason: the answer may be cut, or the service does not stream (ask for whole answers then).");
        }

        List<AIContent> contents = [];
        if (_reasoning.End() is { Length: > 0 } thought) { contents.Add(new TextReasoningContent(thought)); }
        if (_text.End() is { Length: > 0 } text) { contents.Add(new TextContent(text)); }
        if (_refusal.Length > 0) { contents.Add(new ErrorContent(_refusal.ToString()) { ErrorCode = RefusalCode }); }
        contents.AddRange(_calls.Values.Select(call => call.Content()));
        if (_usage is not null) { contents.Add(new UsageContent(_usage)); }
        return [Update(contents, _finish is { } finish ? new ChatFinishReason(finish) : null)];
    }

    private static JsonElement? Choice(JsonElement root)
    {
        if (!root.TryGetProperty("choices", out JsonElement choices) || choices.ValueKind != JsonValueKind.Array) { return null; }
        JsonElement? first = null;
        foreach (JsonElement choice in choices.EnumerateArray())
        {
            if (choice.ValueKind != JsonValueKind.Object) { continue; }
            first ??= choice;
            if (choice.TryGetProperty("index", out JsonElement index) && index.ValueKind == JsonValueKind.Number && index.TryGetInt32(out int number) && number == 0) { return choice; }
        }

        return first;
    }

    private List<ChatResponseUpdate> Contents(JsonElement choice)
    {
        if (ServiceErrors.Of(choice) is { } error) { throw error; }
        _hasChoice = true;
        List<ChatResponseUpdate> updates = [];
        if (choice.Object("delta") is { } delta) { Message(delta, updates); }
        // Some send the whole message at the end of a stream: it is the same again.
        else if (!_hasText && choice.Object("message") is { } message) { Message(message, updates); }
        else if (choice.Text("text") is { Length: > 0 } text) { Add(text, updates); }
        if (choice.Object("usage") is { } usage) { Usage(usage); }
        if (choice.Text("finish_reason") is { } finish && !string.IsNullOrWhiteSpace(finish)) { _finish = finish; }
        return updates;
    }

    private void Message(JsonElement message, List<ChatResponseUpdate> updates)
    {
        // The same thought under several names counts once.
        string? thought = message.Text("reasoning_content") ?? message.Text("reasoning") ?? Joined(message, "reasoning_details", "text", "summary") ?? message.Text("thinking");
        if (!string.IsNullOrEmpty(thought)) { Think(thought, updates); }
        if (message.TryGetProperty("content", out JsonElement content)) { Content(content, updates); }
        if (message.Text("refusal") is { } refusal) { _refusal.Append(refusal); }
        if (message.TryGetProperty("tool_calls", out JsonElement calls) && calls.ValueKind == JsonValueKind.Array)
        {
            int position = 0;
            foreach (JsonElement call in calls.EnumerateArray()) { Call(call, position++); }
        }

        if (message.Object("function_call") is { } function) { Tool(0).Add(id: null, function.Text("name"), function.Arguments()); }
    }

    private void Content(JsonElement content, List<ChatResponseUpdate> updates)
    {
        switch (content.ValueKind)
        {
            case JsonValueKind.String:
                Add(LenientJson.Text(content), updates);
                break;
            case JsonValueKind.Array:
                foreach (JsonElement part in content.EnumerateArray()) { Content(part, updates); }
                break;
            case JsonValueKind.Object when content.TryGetProperty("thinking", out JsonElement thinking):
                Think(thinking.ValueKind == JsonValueKind.String ? LenientJson.Text(thinking) : Joined(content, "thinking", "text") ?? "", updates);
                break;
            case JsonValueKind.Object when content.Text("type") is "reasoning" or "thinking":
                Think(content.Text("text") ?? "", updates);
                break;
            case JsonValueKind.Object when content.Text("type") == "refusal":
                _refusal.Append(content.Text("refusal"));
                break;
            case JsonValueKind.Object:
                Add(content.Text("text") ?? content.Text("content") ?? "", updates);
                break;
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                Add(content.GetRawText(), updates);
                break;
        }
    }

    private void Call(JsonElement call, int position)
    {
        if (call.ValueKind != JsonValueKind.Object) { return; }
        int index = call.TryGetProperty("index", out JsonElement number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out int given) ? given : position;
        JsonElement? function = call.Object("function");
        Tool(index).Add(call.Text("id"), function?.Text("name"), function?.Arguments());
    }

    private ToolCall Tool(int index)
    {
        if (!_calls.TryGetValue(index, out ToolCall? call)) { _calls[index] = call = new ToolCall(); }
        return call;
    }

    private void Add(string text, List<ChatResponseUpdate> updates)
    {
        _hasText |= text.Length > 0;
        if (_text.Add(text) is { Length: > 0 } whole) { updates.Add(Update([new TextContent(whole)])); }
    }

    private void Think(string text, List<ChatResponseUpdate> updates)
    {
        if (_reasoning.Add(text) is { Length: > 0 } whole) { updates.Add(Update([new TextReasoningContent(whole)])); }
    }

    private ChatResponseUpdate Update(IList<AIContent> contents, ChatFinishReason? finish = null) =>
        new(ChatRole.Assistant, contents) { ResponseId = _id, ModelId = _model, CreatedAt = _created, FinishReason = finish, AdditionalProperties = _facts };

    private void Facts(JsonElement root)
    {
        _id ??= root.Text("id");
        _model ??= root.Text("model");
        if (_created is null && root.TryGetProperty("created", out JsonElement created) && created.ValueKind == JsonValueKind.Number && created.TryGetInt64(out long seconds) && seconds is > 0 and < 253_402_300_800)
        {
            _created = DateTimeOffset.FromUnixTimeSeconds(seconds);
        }

        if (root.Text("provider") is { Length: > 0 } provider) { (_facts ??= [])["provider"] = provider; }
    }

    // Of several the last counts: totals so far, or the same again.
    private void Usage(JsonElement usage)
    {
        if (UsageReader.Read(usage) is { } counts) { _usage = counts; }
        if (UsageReader.Cost(usage) is { } cost) { (_facts ??= [])["cost"] = cost; }
    }

    private static string? Joined(JsonElement element, string name, params ReadOnlySpan<string> members)
    {
        if (!element.TryGetProperty(name, out JsonElement parts) || parts.ValueKind != JsonValueKind.Array) { return null; }
        StringBuilder text = new();
        foreach (JsonElement part in parts.EnumerateArray())
        {
            foreach (string member in members)
            {
                if (part.ValueKind == JsonValueKind.Object && part.Text(member) is { } piece)
                {
                    text.Append(piece);
                    break;
                }
            }
        }

        return text.ToString();
    }
}
