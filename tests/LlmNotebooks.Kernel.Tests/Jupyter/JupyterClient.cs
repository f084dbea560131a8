using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using LlmNotebooks.Kernel.Jupyter;
using NetMQ;
using NetMQ.Sockets;

namespace LlmNotebooks.Kernel.Tests.Jupyter;

/// <summary>Starts a kernel as Jupyter does, and speaks the protocol with it; what it does not hear in minutes fails the test.</summary>
internal sealed class JupyterClient : IDisposable
{
    /// <summary>The file in the kernel's folder that held cells wait for.</summary>
    public const string Gate = "gate";

    private const string Key = "a0436f6c-1916-498b-8eb9-e81ab9368e84";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

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
            lock (_log)
            {
                _log.AppendLine(line.Data);
                Monitor.PulseAll(_log);
            }
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

    /// <summary>How long a test waits for the kernel, which may share the machine with much else.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(5);

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
        new ProcessStartInfo("sh", ["-c", "JPY_PARENT_PID=$$ sh -c 'echo $$ > kernel.pid; exec dotnet exec \"$0\" jupyter \"$1\"' \"$0\" \"$1\" & wait", KernelPath, file]));

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

    /// <summary>Sends a cell that runs until <see cref="OpenGate"/>, and waits until it runs.</summary>
    /// <param name="then">What the cell does after that.</param>
    /// <param name="more">More of the request.</param>
    public string SendHeldCell(string then = "", JsonObject? more = null)
    {
        string id = SendCell($"Console.Write(\"held\"); while (!File.Exists(\"{Gate}\")) {{ Thread.Sleep(10); }}\n{then}", more);
        while (Published() is not { Type: "stream" }) { }
        return id;
    }

    /// <summary>Lets the cell go on that was sent to be held.</summary>
    public void OpenGate() => File.WriteAllText(Path.Combine(Folder, Gate), "");

    /// <summary>Waits until the kernel has taken every request that was sent before on the same channel, if not yet served it.</summary>
    public void UntilTaken() => Request("kernel_info_request");

    /// <summary>Waits until the kernel has written something to its log.</summary>
    public void UntilLogged(string text)
    {
        lock (_log)
        {
            while (!Log.Contains(text, StringComparison.Ordinal))
            {
                if (!Monitor.Wait(_log, Patience)) { throw new TimeoutException($"The kernel did not log '{text}'. {Log}"); }
            }
        }
    }

    /// <summary>Waits for the end of the process and gives its exit code.</summary>
    public int UntilEnded()
    {
        if (!Process.WaitForExit(Patience)) { throw new TimeoutException($"The kernel did not end. {Log}"); }
        return Process.ExitCode;
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

    /// <summary>Answers a question, or sends a message of another type by the channel of answers.</summary>
    public void Answer(string value, string type = "input_reply")
    {
        byte[][] dictionaries = [.. new JsonObject[] { Header("answer", type), [], [], new() { ["value"] = value } }
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
            if (!TryReceive(_shell, ref frames)) { break; }
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
        return TryReceive(socket, ref frames)
            ? Received.Of(frames!, _signer)
            : throw new TimeoutException($"Nothing came from the kernel in {Patience}, or it has ended. {Log}");
    }

    private bool TryReceive(NetMQSocket socket, ref NetMQMessage? frames)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (watch.Elapsed < Patience)
        {
            // What an ended process has sent may still be on its way.
            bool isLast = Process.HasExited;
            if (socket.TryReceiveMultipartMessage(Look, ref frames)) { return true; }
            if (isLast) { return false; }
        }
        return false;
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
