using System.Text.Json.Nodes;
using LlmNotebooks.Kernel.Jupyter;
using NetMQ;

namespace LlmNotebooks.Kernel.Tests.Jupyter;

/// <summary>A message from the kernel, its signature checked.</summary>
internal sealed record Received(string Type, string? ParentId, JsonObject Content, IReadOnlyList<byte[]> Prefix, JsonObject Header)
{
    public static Received Of(NetMQMessage frames, MessageSigner signer)
    {
        byte[][] parts = [.. frames.Select(frame => frame.ToByteArray())];
        int delimiter = Array.FindIndex(parts, part => part.AsSpan().SequenceEqual("<IDS|MSG>"u8));
        Assert.True(delimiter >= 0, "A message without a delimiter.");
        byte[][] dictionaries = parts[(delimiter + 2)..(delimiter + 6)];
        Assert.True(signer.Verify(parts[delimiter + 1], dictionaries), "A message with a wrong signature.");
        JsonObject[] objects = [.. dictionaries.Select(part => JsonNode.Parse(part)!.AsObject())];
        return new Received((string)objects[0]["msg_type"]!, (string?)objects[1]["msg_id"], objects[3], parts[..delimiter], objects[0]);
    }

    /// <summary>The messages with console text that came in several pieces as one: how it is cut depends on how busy the machine is.</summary>
    public static IReadOnlyList<Received> Joined(IEnumerable<Received> messages)
    {
        List<Received> joined = [];
        foreach (Received message in messages)
        {
            if (joined is [.., var last] && message.Continues(last))
            {
                joined[^1] = last with { Content = new JsonObject { ["name"] = last.Text("name"), ["text"] = last.Text("text") + message.Text("text") } };
            }
            else { joined.Add(message); }
        }
        return joined;
    }

    public string? Text(string name) => (string?)Content[name];

    /// <summary>The value in a MIME type.</summary>
    public string? Data(string type) => (string?)Content["data"]![type];

    private bool Continues(Received last) =>
        Type == "stream" && last.Type == "stream" && ParentId == last.ParentId && Text("name") == last.Text("name");
}
