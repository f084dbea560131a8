using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using LlmNotebooks.Kernel.Jupyter;
using NetMQ;
using NetMQ.Sockets;

namespace LlmNotebooks.Kernel.Tests.Jupyter;

/// <summary>Starts a kernel as Jupyter does, and speaks the protocol with it; what it does not hear in a minute fails the test.</summary>
internal sealed class JupyterClient : IDisposable
{
    private const string Key = "a0436f6c-1916-498b-8eb9-e81ab9368e84";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private static int s_port = 20_000 + (Environment.ProcessId % 500 * 20);

    private readonly TemporaryFolder _folder = new();
    private readonly StringBuilder _log = new();
    private readonly MessageSigner _signer = new(Key);
    private readonly Dictionary<string, int> _ports;
    private readonly DealerSocket _shell = new();
    private readonly DealerSocket _control = new();
    private readonly DealerSocket _stdin = new();
    private readonly SubscriberSocket _iopub = new();
    private int _count;

    private JupyterClient(Func<string, ProcessStartInfo> start)
    {
        _ports = ((string[])["shell_port", "control_port", "stdin_port", "iopub_port", "hb_port"]).ToDictionary(name => name, _ => FreePort());
        JsonObject connection = new() { ["transport"] = "tcp", ["ip"] = "127.0.0.1", ["key"] = Key, ["signature_scheme"] = "hmac-sha256" };
        foreach ((string name, int port) in _ports) { connection[name] = port; }
        string file = Path.Combine(_folder.Path, "connection.json");
        File.WriteAllText(file, connection.ToJsonString());

        ProcessStartInfo info = start(file);
        info.WorkingDirectory = _folder.Path;
        info.UseShellExecute = false;
        info.RedirectStandardError = true;
        Process = Process.Start(info)!;
        Process.ErrorDataReceived += (_, line) =>
        {
            lock (_log) { _log.AppendLine(line.Data); }
        };
        Process.BeginErrorReadLine();

        // Requests and questions go to one client: both sockets have its name.
        foreach (NetMQSocket socket in (NetMQSocket[])[_shell, _control, _stdin])
        {
            socket.Options.Identity = "client-1"u8.ToArray();
            socket.Options.Linger = TimeSpan.Zero;
        }
        _shell.Connect(Endpoint("shell_port"));
        _control.Connect(Endpoint("control_port"));
        _stdin.Connect(Endpoint("stdin_port"));
        _iopub.Connect(Endpoint("iopub_port"));
        _iopub.SubscribeToAnyTopic();
        Subscribe();
    }

    public Process Process { get; }

    public string Folder => _folder.Path;

    /// <summary>What the kernel wrote to stderr.</summary>
    public string Log
    {
        get { lock (_log) { return _log.ToString(); } }
    }

    private static string KernelPath => typeof(MessageSigner).Assembly.Location;

    public static JupyterClient Start() => new(file => new ProcessStartInfo("dotnet", ["exec", KernelPath, "jupyter", file]));

    /// <summary>Starts the kernel by a shell that stands for the client's own process.</summary>
    public static JupyterClient StartBehindShell() => new(file =>
        new ProcessStartInfo("sh", ["-c", "JPY_PARENT_PID=$$ dotnet exec \"$0\" jupyter \"$1\" & echo $! > kernel.pid; wait", KernelPath, file]));

    public int Port(string name) => _ports[name];

    public string Endpoint(string port) => $"tcp://127.0.0.1:{Port(port)}";

    /// <summary>Sends a request and gives its id.</summary>
    public string Send(string type, JsonObject content, bool control = false, JsonObject? metadata = null, params ReadOnlySpan<byte[]> prefix)
    {
        string id = $"message-{++_count}";
        byte[][] dictionaries = [.. new[] { Header(id, type), [], metadata ?? [], content }.Select(part => Encoding.UTF8.GetBytes(part.ToJsonString()))];
        NetMQMessage frames = new();
        foreach (byte[] identity in prefix) { frames.Append(identity); }
        frames.Append("<IDS|MSG>"u8.ToArray());
        frames.Append(_signer.Sign(dictionaries));
        foreach (byte[] dictionary in dictionaries) { frames.Append(dictionary); }
        (control ? _control : _shell).SendMultipartMessage(frames);
        return id;
    }

    /// <summary>Sends frames as they are.</summary>
    public void SendFrames(bool control, params IEnumerable<byte[]> frames) =>
        (control ? _control : _shell).SendMultipartMessage(new NetMQMessage(frames));

    public string SendCell(string code, JsonObject? more = null, JsonObject? metadata = null)
    {
        JsonObject content = new()
        {
            ["code"] = code, ["silent"] = false, ["store_history"] = true, ["user_expressions"] = new JsonObject(),
            ["allow_stdin"] = false, ["stop_on_error"] = true,
        };
        foreach ((string name, JsonNode? value) in more ?? []) { content[name] = value?.DeepClone(); }
        return Send("execute_request", content, metadata: metadata);
    }

    /// <summary>Sends a request and gives the answer.</summary>
    public Received Request(string type, JsonObject? content = null, bool control = false)
    {
        string id = Send(type, content ?? [], control);
        return Reply(id, control);
    }

    /// <summary>Runs a cell and gives everything that came for it.</summary>
    public CellRun Run(string code, JsonObject? more = null, JsonObject? metadata = null) => Finish(SendCell(code, more, metadata));

    /// <summary>Waits for the end of a cell and gives everything that came for it.</summary>
    public CellRun Finish(string id)
    {
        List<Received> outputs = UntilIdle(id);
        return new CellRun(Reply(id), [.. outputs.Where(message => message.ParentId == id)]);
    }

    /// <summary>All that the clients are told until a request is done with.</summary>
    public List<Received> UntilIdle(string id)
    {
        List<Received> messages = [];
        do { messages.Add(Published()); }
        while (messages[^1] is not { Type: "status" } last || last.ParentId != id || last.Text("execution_state") != "idle");
        return messages;
    }

    /// <summary>The answer to a request; the answers to others are dropped.</summary>
    public Received Reply(string id, bool control = false)
    {
        Received reply;
        do { reply = Receive(control ? _control : _shell); }
        while (reply.ParentId != id);
        return reply;
    }

    /// <summary>The next answer, to whichever request.</summary>
    public Received NextReply() => Receive(_shell);

    /// <summary>The next message to all clients.</summary>
    public Received Published() => Receive(_iopub);

    /// <summary>Waits for the kernel to ask something.</summary>
    public Received Question() => Receive(_stdin);

    public void Answer(string value)
    {
        byte[][] dictionaries = [.. new JsonObject[] { Header("answer", "input_reply"), [], [], new() { ["value"] = value } }
            .Select(part => Encoding.UTF8.GetBytes(part.ToJsonString()))];
        _stdin.SendMultipartMessage(new NetMQMessage([.. (byte[][])["<IDS|MSG>"u8.ToArray(), _signer.Sign(dictionaries)], .. dictionaries]));
    }

    /// <summary>Signed frames of a request, to be damaged.</summary>
    public List<byte[]> Frames(params ReadOnlySpan<string> dictionaries)
    {
        List<byte[]> parts = [];
        foreach (string dictionary in dictionaries) { parts.Add(Encoding.UTF8.GetBytes(dictionary)); }
        return ["<IDS|MSG>"u8.ToArray(), _signer.Sign([.. parts]), .. parts];
    }

    public static JsonObject Header(string id, string type) => new()
    {
        ["msg_id"] = id, ["msg_type"] = type, ["username"] = "test", ["session"] = "session", ["date"] = "2026-01-01T00:00:00Z", ["version"] = "5.4",
    };

    public void Dispose()
    {
        foreach (NetMQSocket socket in (NetMQSocket[])[_shell, _control, _stdin, _iopub]) { socket.Dispose(); }
        if (!Process.HasExited) { Process.Kill(entireProcessTree: true); }
        Process.WaitForExit();
        Process.Dispose();
        _folder.Dispose();
    }

    /// <summary>Asks until a message to all clients arrives: only then the subscription is known to the kernel.</summary>
    private void Subscribe()
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (watch.Elapsed < Patience)
        {
            string id = Send("kernel_info_request", []);
            NetMQMessage? frames = null;
            if (!_shell.TryReceiveMultipartMessage(Patience, ref frames)) { break; }
            while (_iopub.TryReceiveMultipartMessage(Pause, ref frames))
            {
                Received message = Received.Of(frames, _signer);
                if (message.ParentId == id && message.Text("execution_state") == "idle") { return; }
            }
        }
        throw new TimeoutException($"The kernel did not answer. {Log}");
    }

    private Received Receive(NetMQSocket socket)
    {
        NetMQMessage? frames = null;
        return socket.TryReceiveMultipartMessage(Patience, ref frames)
            ? Received.Of(frames, _signer)
            : throw new TimeoutException($"Nothing came from the kernel in {Patience}. {Log}");
    }

    // Below those that systems give out by themselves: nobody is given one between this look and the kernel's start.
    private static int FreePort()
    {
        while (true)
        {
            int port = Interlocked.Increment(ref s_port);
            using TcpListener listener = new(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // Somebody's; the next.
            }
        }
    }
}
