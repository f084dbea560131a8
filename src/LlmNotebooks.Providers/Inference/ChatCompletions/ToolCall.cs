using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Inference.ChatCompletions;

/// <summary>One call of a tool, as its pieces come.</summary>
internal sealed class ToolCall
{
    private readonly StringBuilder _arguments = new();
    private string? _id;
    private string? _name;

    public void Add(string? id, string? name, string? arguments)
    {
        if (!string.IsNullOrEmpty(id)) { _id = id; }
        if (!string.IsNullOrEmpty(name)) { _name = name; }
        _arguments.Append(arguments);
    }

    /// <summary>The call; arguments that are no JSON object are told by its exception.</summary>
    public FunctionCallContent Content() => FunctionCallContent.CreateFromParsedArguments(
        _arguments.ToString(), _id ?? string.Empty, _name ?? string.Empty,
        static text => string.IsNullOrWhiteSpace(text) ? null : JsonSerializer.Deserialize<Dictionary<string, object?>>(text, AIJsonUtilities.DefaultOptions));
}
