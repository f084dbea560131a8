using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetMQ;

namespace LlmNotebooks.Kernel.Jupyter;

/// <summary>Reads and writes the frames of messages: routing prefix, delimiter, signature, four dictionaries.</summary>
/// <param name="signer">The signatures of the connection.</param>
/// <param name="time">The clock of the headers.</param>
internal sealed class MessageCodec(MessageSigner signer, TimeProvider time)
{
    public const string ProtocolVersion = "5.4";

    private const int Dictionaries = 4;

    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly byte[] EmptyObject = "{}"u8.ToArray();

    // The content is not put into a page as it is: what is not ASCII need not be escaped.
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 256, AllowDuplicateProperties = false };

    private readonly string _session = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private long _count;

    /// <exception cref="InvalidMessageException">The frames are not a message, or its signature is wrong.</exception>
    public JupyterMessage Read(NetMQMessage frames)
    {
        int delimiter = 0;
        while (delimiter < frames.FrameCount && !Content(frames[delimiter]).SequenceEqual(Delimiter)) { delimiter++; }
        if (delimiter + 2 + Dictionaries > frames.FrameCount)
        {
            throw new InvalidMessageException($"{frames.FrameCount} frames without a delimiter, a signature and four dictionaries");
        }
        byte[][] dictionaries = [.. Enumerable.Range(delimiter + 2, Dictionaries).Select(i => Content(frames[i]).ToArray())];
        if (!signer.Verify(Content(frames[delimiter + 1]), dictionaries))
        {
            throw new InvalidMessageException("a wrong signature");
        }

        JsonObject header = Parse(dictionaries[0], "header");
        return new JupyterMessage(
            [.. Enumerable.Range(0, delimiter).Select(i => Content(frames[i]).ToArray())],
            dictionaries[0],
            Text(header, "msg_id"),
            Text(header, "msg_type"),
            Parse(dictionaries[2], "metadata"),
            Parse(dictionaries[3], "content"));
    }

    /// <summary>An answer or an output.</summary>
    /// <param name="prefix">The routing prefix, or the topic.</param>
    /// <param name="type">The type of the message.</param>
    /// <param name="parent">What it belongs to; null for nothing.</param>
    /// <param name="content">Its content.</param>
    public NetMQMessage Write(IReadOnlyList<byte[]> prefix, string type, JupyterMessage? parent, JsonObject content)
    {
        byte[][] dictionaries = [Header(type), parent?.Header ?? EmptyObject, EmptyObject, Bytes(content)];
        NetMQMessage frames = new(prefix.Count + 2 + Dictionaries);
        foreach (byte[] identity in prefix) { frames.Append(identity); }
        frames.Append(Delimiter);
        frames.Append(signer.Sign(dictionaries));
        foreach (byte[] dictionary in dictionaries) { frames.Append(dictionary); }
        return frames;
    }

    private static ReadOnlySpan<byte> Content(NetMQFrame frame) => frame.Buffer.AsSpan(0, frame.MessageSize);

    private static JsonObject Parse(byte[] json, string name)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: Strict) as JsonObject
                ?? throw new InvalidMessageException($"a {name} that is not a JSON object");
        }
        catch (JsonException exception)
        {
            throw new InvalidMessageException($"a {name} that is not JSON: {exception.Message}");
        }
    }

    private static string Text(JsonObject header, string name) =>
        header[name] is JsonValue value && value.TryGetValue(out string? text)
            ? text
            : throw new InvalidMessageException($"a header without a \"{name}\"");

    private static byte[] Bytes(JsonObject content) => Encoding.UTF8.GetBytes(content.ToJsonString(Relaxed));

    private byte[] Header(string type) => Bytes(new JsonObject
    {
        ["msg_id"] = string.Create(CultureInfo.InvariantCulture, $"{_session}_{Interlocked.Increment(ref _count)}"),
        ["msg_type"] = type,
        ["username"] = "kernel",
        ["session"] = _session,
        ["date"] = time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),
        ["version"] = ProtocolVersion,
    });
}
