using System.Text.Json.Nodes;

namespace LlmNotebooks.Kernel.Jupyter;

/// <summary>A message that a client sent.</summary>
/// <param name="Identities">The routing prefix, which an answer carries too.</param>
/// <param name="Header">Its header as sent, which answers and outputs carry as their parent's.</param>
/// <param name="Id">Its id, unique among all messages.</param>
/// <param name="Type">Its type, such as "execute_request".</param>
/// <param name="Metadata">What else the client says about it.</param>
/// <param name="Content">Its content.</param>
internal sealed record JupyterMessage(
    IReadOnlyList<byte[]> Identities, byte[] Header, string Id, string Type, JsonObject Metadata, JsonObject Content)
{
    /// <summary>A text of the content, or null.</summary>
    /// <exception cref="InvalidMessageException">The text is not Unicode: it has half of a surrogate pair.</exception>
    public string? Text(string name)
    {
        try
        {
            return Content[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidMessageException($"The \"{name}\" of the {Type} is not Unicode text: {exception.Message}");
        }
    }

    /// <summary>A flag of the content.</summary>
    public bool Flag(string name, bool otherwise) =>
        Content[name] is JsonValue value && value.TryGetValue(out bool flag) ? flag : otherwise;

    /// <summary>A whole number of the content.</summary>
    public int Integer(string name, int otherwise) =>
        Content[name] is JsonValue value && value.TryGetValue(out int number) ? number : otherwise;
}
