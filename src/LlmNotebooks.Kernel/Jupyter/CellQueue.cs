using System.Globalization;
using System.Text.Json.Nodes;
using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Cultures;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Output;
using LlmNotebooks.Kernel.Session;

namespace LlmNotebooks.Kernel.Jupyter;

/// <summary>Runs the cells that clients send, one after the other.</summary>
internal sealed class CellQueue : IDisposable
{
    private readonly KernelConnection _connection;
    private readonly TimeProvider _time;
    private readonly Worker _worker;
    private readonly StdinConsole _console;
    private readonly PageLibraries _libraries = new();
    private readonly Lazy<CSharpSession> _session;
    private readonly Lock _lock = new();
    private readonly Queue<(JupyterChannel Channel, JupyterMessage Request)> _waiting = [];
    private CancellationTokenSource? _running;
    private long _lastEnd;
    private int _executionCount;
    private int _unnumbered;
    private bool _toldOfCultures;

    /// <param name="connection">The clients.</param>
    /// <param name="folder">The working folder of the cells.</param>
    /// <param name="log">Told what failed.</param>
    /// <param name="time">The clock by which console text is gathered.</param>
    public CellQueue(KernelConnection connection, string folder, Action<string> log, TimeProvider time)
    {
        _connection = connection;
        _time = time;
        _lastEnd = time.GetTimestamp();
        _console = new StdinConsole(connection);
        _session = new Lazy<CSharpSession>(() => new CSharpSession(folder, _console));
        _worker = new Worker("cells", log);
    }

    /// <summary>The session of the cells; made when it is first asked for.</summary>
    public CSharpSession Session => _session.Value;

    public CellHistory History { get; } = new();

    /// <summary>How long no cell has run or waited.</summary>
    public TimeSpan Idle
    {
        get { lock (_lock) { return _running is not null || _waiting.Count > 0 ? TimeSpan.Zero : _time.GetElapsedTime(_lastEnd); } }
    }

    /// <summary>Takes an answer to a question of the cell that runs.</summary>
    public void Answer(JupyterMessage reply) => _console.Answer(reply);

    /// <summary>Runs the cell of a request after those before it.</summary>
    public void Add(JupyterChannel channel, JupyterMessage request)
    {
        lock (_lock) { _waiting.Enqueue((channel, request)); }
        _worker.Post(RunNext);
    }

    /// <summary>Interrupts the cell that runs, if one does. What watches its cancellation is told on this thread.</summary>
    public void Interrupt()
    {
        CancellationTokenSource? running;
        lock (_lock) { running = _running; }
        running?.Cancel();
    }

    /// <summary>Lets the cells go: the one that runs is interrupted, and no other begins.</summary>
    public void Dispose()
    {
        lock (_lock) { _waiting.Clear(); }
        Interrupt();
        _worker.Dispose();
        if (_session.IsValueCreated) { _session.Value.Dispose(); }
    }

    private void RunNext()
    {
        (JupyterChannel Channel, JupyterMessage Request) next;
        // Not disposed: an interrupt may come as the cell ends.
        CancellationTokenSource cancellation = new();
        lock (_lock)
        {
            // The cells that waited behind one that failed are gone.
            if (!_waiting.TryDequeue(out next)) { return; }
            _running = cancellation;
        }
        _connection.Busy(next.Request, isCell: true);
        try
        {
            bool succeeded = Run(next.Channel, next.Request, cancellation.Token);
            if (!succeeded && next.Request.Flag("stop_on_error", true)) { AbortWaiting(); }
        }
        catch (Exception exception)
        {
            // A request without an answer would leave its client waiting for good.
            _connection.Reply(next.Channel, next.Request, MessageTypes.ExecuteReply, ErrorContent.Reply(exception));
            throw;
        }
        finally
        {
            lock (_lock)
            {
                _running = null;
                _lastEnd = _time.GetTimestamp();
            }
            _connection.Idle(next.Request);
        }
    }

    private bool Run(JupyterChannel channel, JupyterMessage request, CancellationToken cancellationToken)
    {
        bool silent = request.Flag("silent", false);
        bool stored = !silent && request.Flag("store_history", true);
        string code = request.Text("code") ?? "";
        if (stored && !string.IsNullOrWhiteSpace(code)) { _executionCount++; }
        if (!silent)
        {
            _connection.Publish(
                MessageTypes.ExecuteInput, request, new JsonObject { ["code"] = code, ["execution_count"] = _executionCount });
        }

        CellError? error = null;
        if (!string.IsNullOrWhiteSpace(code))
        {
            CellCode cell = new(stored ? Name("cell", _executionCount) : Name("unnumbered cell", ++_unnumbered), code);
            error = silent ? Run(cell, new CaptureOutput(), cancellationToken) : RunShown(request, cell, stored, cancellationToken);
        }
        JsonObject content = error is null
            ? new JsonObject { ["status"] = "ok", ["payload"] = new JsonArray(), ["user_expressions"] = Evaluate(request, cancellationToken) }
            : ErrorContent.Reply(error);
        content["execution_count"] = _executionCount;
        _connection.Reply(channel, request, MessageTypes.ExecuteReply, content);
        return error is null;
    }

    private CellError? RunShown(JupyterMessage request, CellCode cell, bool stored, CancellationToken cancellationToken)
    {
        string identity = request.Metadata["cellId"] is JsonValue value && value.TryGetValue(out string? id) ? id : cell.Text;
        _libraries.Begin(identity);
        JupyterOutput output = new(_connection, request, _executionCount, _libraries, identity, _time);
        _console.Enter(request, output);
        if (CultureData.Note is { } note && !_toldOfCultures)
        {
            _toldOfCultures = true;
            output.Write("stderr", note + "\n");
        }
        CellError? error = Run(cell, output, cancellationToken);
        _console.Enter(null, null);
        output.End();
        if (stored) { History.Add(_executionCount, cell.Text, output.ResultText); }
        return error;
    }

    // The queue has a thread of its own, on which cells run one after another: waiting here is its work.
    private CellError? Run(CellCode cell, IOutputSink output, CancellationToken cancellationToken) =>
        Session.RunAsync(cell, output, cancellationToken).GetAwaiter().GetResult();

    private JsonObject Evaluate(JupyterMessage request, CancellationToken cancellationToken)
    {
        JsonObject values = [];
        if (request.Content["user_expressions"] is not JsonObject expressions) { return values; }
        foreach ((string name, JsonNode? node) in expressions)
        {
            string code = node is JsonValue value && value.TryGetValue(out string? text) ? text : "";
            CaptureOutput output = new();
            CellError? error = Run(new CellCode(Name("user expression", ++_unnumbered), code), output, cancellationToken);
            values[name] = error is null ? Value(output.Value ?? new MimeBundle()) : ErrorContent.Reply(error);
        }
        return values;
    }

    private static JsonObject Value(MimeBundle data)
    {
        JsonObject content = BundleContent.Of(data);
        content["status"] = "ok";
        return content;
    }

    private static string Name(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind} {number}");

    /// <summary>Answers the cells that wait without running them: they were sent before anyone knew that this one fails.</summary>
    private void AbortWaiting()
    {
        (JupyterChannel Channel, JupyterMessage Request)[] waiting;
        lock (_lock)
        {
            waiting = [.. _waiting];
            _waiting.Clear();
        }
        foreach ((JupyterChannel channel, JupyterMessage request) in waiting)
        {
            _connection.Busy(request);
            _connection.Reply(channel, request, MessageTypes.ExecuteReply, new JsonObject
            {
                ["status"] = "aborted",
                ["execution_count"] = _executionCount,
            });
            _connection.Idle(request);
        }
    }
}
