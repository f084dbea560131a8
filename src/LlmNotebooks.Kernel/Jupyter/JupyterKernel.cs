using System.Text.Json.Nodes;

namespace LlmNotebooks.Kernel.Jupyter;

/// <summary>A kernel for Jupyter clients: runs their cells in one session until it is told to end.</summary>
/// <remarks>
/// Cells wait for each other; every other request is answered at once, also while a cell runs.
/// </remarks>
internal sealed class JupyterKernel : IDisposable
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    private readonly KernelConnection _connection;
    private readonly CellQueue _cells;
    private readonly LanguageRequests _language;
    private readonly Worker _control;
    private readonly Action<string> _log;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="file">Where to listen.</param>
    /// <param name="folder">The working folder of the cells.</param>
    /// <param name="log">Told what was dropped and what failed.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="NetMQ.NetMQException">A port cannot be bound.</exception>
    public JupyterKernel(ConnectionFile file, string folder, Action<string> log, TimeProvider time)
    {
        _log = log;
        _connection = new KernelConnection(file, Receive, log, time);
        _cells = new CellQueue(_connection, folder, log, time);
        _language = new LanguageRequests(_connection, _cells, log);
        _control = new Worker("control", log);
    }

    /// <summary>Serves until a client asks for the end or the token does.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _connection.Start();
        // Not disposed: the warm-up may still look at it as the kernel ends.
        CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Thread warmUp = new(() => WarmUp(ended.Token)) { IsBackground = true, Name = "warm-up", Priority = ThreadPriority.BelowNormal };
        warmUp.Start();
        try
        {
            await _ended.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // SIGTERM and the end of the parent are an end like any other.
        }
        await ended.CancelAsync();
    }

    /// <summary>Interrupts the cell that runs, if one does.</summary>
    public void Interrupt() => _control.Post(_cells.Interrupt);

    public void Dispose()
    {
        _cells.Dispose();
        _language.Dispose();
        _control.Dispose();
        _connection.Dispose();
    }

    private void Receive(JupyterChannel channel, JupyterMessage message)
    {
        switch (channel, message.Type)
        {
            case (JupyterChannel.Stdin, MessageTypes.InputReply):
                _cells.Answer(message);
                break;
            case (JupyterChannel.Stdin, _):
                _log($"A message of type '{message.Type}' came on {channel}, where only answers are expected.");
                break;
            case (_, MessageTypes.ExecuteRequest):
                _cells.Add(channel, message);
                break;
            case (_, MessageTypes.IsCompleteRequest or MessageTypes.CompleteRequest or MessageTypes.InspectRequest):
                _language.Add(channel, message);
                break;
            default:
                // The thread of the sockets is spared: what watches a cell's cancellation runs with the interrupt.
                _control.Post(() => Serve(channel, message));
                break;
        }
    }

    private void Serve(JupyterChannel channel, JupyterMessage request)
    {
        _connection.Busy(request);
        switch (request.Type)
        {
            case MessageTypes.KernelInfoRequest:
                _connection.Reply(channel, request, MessageTypes.KernelInfoReply, KernelInfo.Create());
                break;
            case MessageTypes.HistoryRequest:
                _connection.Reply(channel, request, MessageTypes.HistoryReply, _cells.History.Answer(request));
                break;
            case MessageTypes.CommInfoRequest:
                _connection.Reply(channel, request, MessageTypes.CommInfoReply, new JsonObject { ["status"] = "ok", ["comms"] = new JsonObject() });
                break;
            case MessageTypes.CommOpen:
                // Nothing here takes the other end; the protocol's way to say so.
                _connection.Publish(MessageTypes.CommClose, request, new JsonObject { ["comm_id"] = request.Text("comm_id") ?? "", ["data"] = new JsonObject() });
                break;
            case MessageTypes.CommMessage or MessageTypes.CommClose:
                break;
            case MessageTypes.InterruptRequest:
                _cells.Interrupt();
                _connection.Reply(channel, request, MessageTypes.InterruptReply, new JsonObject { ["status"] = "ok" });
                break;
            case MessageTypes.ShutdownRequest:
                _connection.Reply(channel, request, MessageTypes.ShutdownReply, ShutdownContent(request));
                _connection.Publish(MessageTypes.ShutdownReply, request, ShutdownContent(request));
                break;
            default:
                _log($"A request of type '{request.Type}' came on {channel}, which this kernel does not know.");
                break;
        }
        _connection.Idle(request);
        if (request.Type == MessageTypes.ShutdownRequest) { _ended.TrySetResult(); }
    }

    private static JsonObject ShutdownContent(JupyterMessage request) =>
        new() { ["status"] = "ok", ["restart"] = request.Flag("restart", false) };

    /// <summary>Does once, before anybody waits for it, what makes the first cell and the first completion slow.</summary>
    private void WarmUp(CancellationToken cancellationToken)
    {
        try
        {
            Session.WarmUp.Run(cancellationToken);
            _ = _cells.Session;
            // Completion costs more to get ready: it waits for a pause, which there is none of where all cells run.
            while (_cells.Idle < Rest)
            {
                if (cancellationToken.WaitHandle.WaitOne(Rest)) { return; }
            }
            _language.WarmUp(cancellationToken);
        }
#pragma warning disable CA1031 // Without it the first request is slower, and reports what is wrong.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            // As the kernel ends, what the warm-up needs goes away under it.
            if (!cancellationToken.IsCancellationRequested) { _log($"The warm-up failed: {exception}"); }
        }
    }
}
