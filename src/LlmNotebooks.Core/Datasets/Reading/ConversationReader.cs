using System.Text;
using System.Text.Json;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>A conversation as it is asked: what was said before, what is asked, and the answer where the file has one.</summary>
internal sealed record Conversation(IReadOnlyList<Message> History, string Input, string? Answer);

/// <summary>Reads chat messages, [{role, content}], as the OpenAI API and its fine-tuning files have them.</summary>
internal sealed class ConversationReader(ProblemLog problems)
{
    private string _field = string.Empty;
    private int _line;
    private int _named;

    /// <summary>Whether a value looks like messages: an array of objects with a role, or with from and value as ShareGPT writes them.</summary>
    public static bool IsConversation(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 && value[0].ValueKind == JsonValueKind.Object
        && (value[0].TryGetProperty("role", out _) || (value[0].TryGetProperty("from", out _) && value[0].TryGetProperty("value", out _)));

    /// <summary>The conversation; null after a problem.</summary>
    public Conversation? Read(JsonElement messages, string field, int line)
    {
        (_field, _line) = (field, line);
        if (messages.ValueKind != JsonValueKind.Array) { return Fail($"An array of messages with role and content is expected, not {JsonText.Kind(messages)}.", field); }
        List<Message> all = [];
        foreach (JsonElement element in messages.EnumerateArray())
        {
            if (ReadMessage(element, all.Count) is not { } message) { return null; }
            all.Add(message);
        }

        int last = all.FindLastIndex(message => message.Role == MessageRole.User);
        if (last < 0) { return Fail(all.Count == 0 ? "There is no message; the last user message is what is asked." : "None of the messages is of the role user; the last one of these is what is asked.", field); }
        if (string.IsNullOrWhiteSpace(all[last].Text)) { return Fail("The last user message is blank; it is what is asked.", $"{field}[{last}].content"); }
        if (all.Count > last + 2 || (all.Count == last + 2 && all[^1].Role != MessageRole.Assistant))
        {
            return Fail("After the last user message, which is what is asked, at most one message may stand, the answer of the assistant.", $"{field}[{last + 1}]");
        }

        return new Conversation([.. all.Take(last)], all[last].Text, all.Count == last + 2 ? all[^1].Text : null);
    }

    private Message? ReadMessage(JsonElement message, int index)
    {
        string place = $"{_field}[{index}]";
        if (message.ValueKind != JsonValueKind.Object) { Fail($"A message is an object with role and content, not {JsonText.Kind(message)}.", place); return null; }
        bool isShared = !message.TryGetProperty("role", out JsonElement said) && message.TryGetProperty("from", out said);
        if (said.ValueKind == JsonValueKind.Undefined || said.ValueKind != JsonValueKind.String) { Fail("The message has no role; give it system, user or assistant.", place); return null; }
        if (Role(said.GetString()!) is not { } role)
        {
            Fail($"The role '{said.GetString()}' is not supported; the roles are system (or developer), user and assistant.", $"{place}.role");
            return null;
        }

        foreach (string call in (string[])["tool_calls", "function_call"])
        {
            if (message.TryGetProperty(call, out JsonElement calls) && calls.ValueKind is not JsonValueKind.Null) { Fail("Calls of tools are not supported; leave the sample out.", $"{place}.{call}"); return null; }
        }

        if (message.TryGetProperty("name", out JsonElement name) && name.ValueKind == JsonValueKind.String && _named++ == 0)
        {
            problems.Warning($"The message has a name ('{name.GetString()}'), which is not sent; where it matters, write it into the content.", _line, $"{place}.name");
        }

        string member = isShared ? "value" : "content";
        return Content(message, member, $"{place}.{member}") is { } text ? new Message(role, text) : null;
    }

    private string? Content(JsonElement message, string member, string place)
    {
        if (!message.TryGetProperty(member, out JsonElement content)) { Fail("The message has no content; give it a text.", place); return null; }
        if (content.ValueKind == JsonValueKind.String) { return content.GetString(); }
        if (content.ValueKind != JsonValueKind.Array) { Fail($"A text, or an array of parts of the type text, is expected, not {JsonText.Kind(content)}.", place); return null; }
        StringBuilder text = new();
        int index = 0;
        foreach (JsonElement part in content.EnumerateArray())
        {
            string? type = part.ValueKind == JsonValueKind.Object && part.TryGetProperty("type", out JsonElement named) ? JsonText.Of(named) : null;
            if (type != "text")
            {
                Fail(type is null ? "A part of a content is an object with a type." : $"Parts of the type '{type}' are not supported, only text; leave the sample out.", $"{place}[{index}]");
                return null;
            }

            if (!part.TryGetProperty("text", out JsonElement value) || value.ValueKind != JsonValueKind.String) { Fail("The part has no text.", $"{place}[{index}]"); return null; }
            text.Append(value.GetString());
            index++;
        }

        return text.ToString();
    }

    private static MessageRole? Role(string role) => role switch
    {
        "system" or "developer" => MessageRole.System,
        "user" or "human" => MessageRole.User,
        "assistant" or "gpt" => MessageRole.Assistant,
        _ => null,
    };

    private Conversation? Fail(string problem, string field)
    {
        problems.Error(problem, _line, field);
        return null;
    }
}
