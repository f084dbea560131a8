using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlmNotebooks.Kernel.Jupyter;

/// <summary>Where a client wants the kernel to listen, and how messages are signed.</summary>
/// <param name="Address">The IP address to bind, without a port.</param>
/// <param name="ShellPort">Requests.</param>
/// <param name="ControlPort">Requests that must not wait behind a cell.</param>
/// <param name="StdinPort">Questions of the kernel to the client.</param>
/// <param name="IOPubPort">Outputs, to every client.</param>
/// <param name="HeartbeatPort">Echo.</param>
/// <param name="Key">The key of the signatures; empty for none.</param>
internal sealed record ConnectionFile(
    string Address, int ShellPort, int ControlPort, int StdinPort, int IOPubPort, int HeartbeatPort, string Key)
{
    /// <summary>Reads a connection file as jupyter_client writes it.</summary>
    /// <exception cref="ConnectionFileException">The file is not there or says something that this kernel cannot do; the message names it.</exception>
    public static ConnectionFile Load(string path)
    {
        JsonObject members = Read(path);
        Require(members, path, "transport", "tcp");
        string key = Text(members, path, "key") ?? "";
        if (key.Length > 0) { Require(members, path, "signature_scheme", "hmac-sha256"); }
        return new ConnectionFile(
            Text(members, path, "ip") ?? "127.0.0.1",
            Port(members, path, "shell_port"),
            Port(members, path, "control_port"),
            Port(members, path, "stdin_port"),
            Port(members, path, "iopub_port"),
            Port(members, path, "hb_port"),
            key);
    }

    /// <summary>The address of a port as the sockets take it.</summary>
    public string Endpoint(int port) =>
        string.Create(CultureInfo.InvariantCulture, $"tcp://{(Address.Contains(':', StringComparison.Ordinal) ? $"[{Address}]" : Address)}:{port}");

    private static JsonObject Read(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) as JsonObject
                ?? throw new ConnectionFileException($"the connection file {path} is not a JSON object");
        }
        catch (JsonException exception)
        {
            throw new ConnectionFileException($"the connection file {path} is not JSON: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConnectionFileException($"the connection file {path} cannot be read: {exception.Message}");
        }
    }

    private static string? Text(JsonObject members, string path, string name) => members[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out string? text) => text,
        _ => throw new ConnectionFileException($"the connection file {path} has a \"{name}\" that is not a string"),
    };

    private static void Require(JsonObject members, string path, string name, string expected)
    {
        string actual = Text(members, path, name) ?? expected;
        if (actual != expected)
        {
            throw new ConnectionFileException($"the connection file {path} asks for the {name} \"{actual}\"; this kernel has only \"{expected}\"");
        }
    }

    private static int Port(JsonObject members, string path, string name) =>
        members[name] is JsonValue value && value.TryGetValue(out int port) && port is > 0 and <= ushort.MaxValue
            ? port
            : throw new ConnectionFileException($"the connection file {path} needs a \"{name}\" from 1 to {ushort.MaxValue}");
}
