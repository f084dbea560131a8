using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace LlmNotebooks.Kernel.Tests.Jupyter;

public sealed class GarbageTests : IDisposable
{
    private readonly JupyterClient _client = JupyterClient.Start();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_message_with_a_wrong_signature_is_dropped_and_logged(bool control)
    {
        List<byte[]> frames = _client.Frames(
            JupyterClient.Header("forged", "execute_request").ToJsonString(), "{}", "{}", """{"code":"System.IO.File.WriteAllText(\"forged\", \"\");"}""");
        frames[1] = [.. frames[1].Reverse()];
        _client.SendFrames(control, frames);

        Assert.Equal("2", _client.Run("1 + 1").Value);
        _client.UntilLogged("wrong signature");
        Assert.False(File.Exists(Path.Combine(_client.Folder, "forged")));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public void Damaged_frames_leave_the_kernel_alive(bool control, int seed)
    {
        Random random = new(seed);
        string header = JupyterClient.Header("damaged", "kernel_info_request").ToJsonString();
        for (int i = 0; i < 400; i++)
        {
            List<byte[]> frames = _client.Frames(header, "{}", "{}", "{}");
            switch (random.Next(7))
            {
                case 0: frames = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => Bytes(random, 50))]; break;
                case 1: frames[random.Next(frames.Count)] = Bytes(random, 30); break;
                case 2: frames.RemoveRange(0, random.Next(1, frames.Count)); break;
                case 3: frames.Insert(random.Next(frames.Count), []); break;
                case 4: frames.AddRange(Enumerable.Range(0, 20).Select(_ => Bytes(random, 100))); break;
                case 5: frames = [.. Enumerable.Repeat<byte[]>([], random.Next(1, 500))]; break;
                default: random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(frames)); break;
            }
            _client.SendFrames(control, frames);
        }
        AssertAlive();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Signed_nonsense_leaves_the_kernel_alive(bool control)
    {
        string[] parts =
        [
            "{}", "[]", "null", "\"x\"", "{", "", "{\"a\":1,\"a\":2}", new string('[', 100_000), "{\"msg_type\":1,\"msg_id\":\"x\"}",
            "{\"code\":\"\\ud83d\",\"cursor_pos\":-5}", "{\"code\":7,\"cursor_pos\":1e300}", "{\"code\":\"Console.Wri\",\"cursor_pos\":99999999999}",
        ];
        string[] types = ["execute_request", "complete_request", "inspect_request", "is_complete_request", "history_request", "comm_open", "nonsense"];
        string[] headers = [.. types.Select(type => JupyterClient.Header("x", type).ToJsonString()), .. parts];
        foreach (string header in headers)
        {
            foreach (string content in parts) { _client.SendFrames(control, _client.Frames(header, "{}", "{}", content)); }
        }
        AssertAlive();
    }

    [Fact]
    public void Half_a_character_in_the_code_is_an_error_that_is_answered()
    {
        _client.SendFrames(false, _client.Frames(JupyterClient.Header("half", "execute_request").ToJsonString(), "{}", "{}", "{\"code\":\"\\ud83d\"}"));

        Received reply = _client.Reply("half");

        Assert.Equal("error", reply.Text("status"));
        Assert.Contains("code", reply.Text("evalue"), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_the_transport_protocol_leave_the_kernel_alive()
    {
        Random random = new(3);
        byte[] greeting = [0xFF, .. new byte[7], 1, 0x7F, 3, 0, .. "NULL"u8, .. new byte[48]];
        byte[] ready = [4, 25, 5, .. "READY"u8, 11, .. "Socket-Type"u8, 0, 0, 0, 6, .. "DEALER"u8];
        List<byte[]> attempts = [[], greeting, greeting[..10], greeting[..33], [.. "GET / HTTP/1.1\r\n\r\n"u8], [0x16, 3, 1, 2, 0, 1]];
        attempts.AddRange(Enumerable.Range(0, 40).Select(i => (byte[])[.. attempts[i % 6], .. Bytes(random, 200)]));
        // A frame that says to be as large as a number can say, and one larger than what is taken.
        foreach (long length in (long[])[long.MaxValue, -1, 1L << 40, int.MaxValue, LlmNotebooks.Kernel.Jupyter.JupyterSockets.MaxFrameSize + 1])
        {
            byte[] size = BitConverter.GetBytes(length);
            Array.Reverse(size);
            attempts.Add([.. greeting, .. ready, 2, .. size, .. Bytes(random, 200)]);
        }
        foreach (string port in (string[])["shell_port", "control_port", "stdin_port", "iopub_port", "hb_port"])
        {
            foreach (byte[] bytes in attempts)
            {
                using TcpClient tcp = new("127.0.0.1", _client.Port(port));
                tcp.GetStream().Write(bytes);
            }
        }
        AssertAlive();
    }

    private static byte[] Bytes(Random random, int maximum)
    {
        byte[] bytes = new byte[random.Next(maximum)];
        random.NextBytes(bytes);
        return bytes;
    }

    private void AssertAlive()
    {
        Assert.Equal("ok", _client.Request("kernel_info_request", control: true).Text("status"));
        // The errors of what came before may take the first with them.
        _client.Run("0");
        Assert.Equal("2", _client.Run("1 + 1", new JsonObject { ["stop_on_error"] = false }).Value);
    }
}
