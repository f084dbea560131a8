using System.Text;
using System.Text.Json.Nodes;
using NetMQ;

namespace LlmNotebooks.Kernel.Jupyter;

/// <summary>Speaks to the clients: answers, outputs, and the status that goes around every request.</summary>
internal sealed class KernelConnection : IDisposable
{
    private readonly MessageCodec _codec;
    private readonly JupyterSockets _sockets;
    private readonly Action<string> _log;
    private readonly Action<JupyterChannel, JupyterMessage> _received;
    private readonly Lock _status = new();
    private JupyterMessage? _running;

    /// <param name="file">Where to listen.</param>
    /// <param name="received">Takes the messages of clients, on the thread of the sockets; it must not block.</param>
    /// <param name="log">Told what was dropped and why.</param>
    /// <param name="time">The clock of the headers.</param>
    public KernelConnection(ConnectionFile file, Action<JupyterChannel, JupyterMessage> received, Action<string> log, TimeProvider time)
    {
        _codec = new MessageCodec(new MessageSigner(file.Key), time);
        _received = received;
        _log = log;
        _sockets = new JupyterSockets(file, Receive);
    }

    /// <summary>Begins to serve.</summary>
    public void Start()
    {
        _sockets.Start();
        Publish(MessageTypes.Status, null, new JsonObject { ["execution_state"] = "starting" });
    }

    /// <summary>Answers a request on the channel that it came by.</summary>
    public void Reply(JupyterChannel channel, JupyterMessage request, string type, JsonObject content) =>
        _sockets.Send(channel, _codec.Write(request.Identities, type, request, content));

    /// <summary>Asks the client of a request something.</summary>
    public void Ask(JupyterMessage request, JsonObject content) =>
        _sockets.Send(JupyterChannel.Stdin, _codec.Write(request.Identities, MessageTypes.InputRequest, request, content));

    /// <summary>Tells every client something.</summary>
    /// <param name="type">The type of the message, also its topic.</param>
    /// <param name="parent">The request that it belongs to; null for none.</param>
    /// <param name="content">What to tell.</param>
    public void Publish(string type, JupyterMessage? parent, JsonObject content) =>
        _sockets.Send(JupyterChannel.IOPub, _codec.Write([Encoding.UTF8.GetBytes(type)], type, parent, content));

    /// <summary>Says that the kernel works on a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="isCell">Whether it is the cell that runs: requests answered meanwhile leave the kernel busy.</param>
    public void Busy(JupyterMessage request, bool isCell = false)
    {
        lock (_status)
        {
            if (isCell) { _running = request; }
            PublishStatus(request, "busy");
        }
    }

    /// <summary>Says that a request is done with: nothing more comes for it.</summary>
    public void Idle(JupyterMessage request)
    {
        lock (_status)
        {
            if (_running == request) { _running = null; }
            PublishStatus(request, "idle");
            // Clients show the last status as that of the kernel, whichever request it came for.
            if (_running is { } cell) { PublishStatus(cell, "busy"); }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _sockets.Dispose();

    private void PublishStatus(JupyterMessage request, string state) =>
        Publish(MessageTypes.Status, request, new JsonObject { ["execution_state"] = state });

    private void Receive(JupyterChannel channel, NetMQMessage frames)
    {
        try
        {
            _received(channel, _codec.Read(frames));
        }
        catch (InvalidMessageException exception)
        {
            _log($"A message on {channel} was dropped: {exception.Message}.");
        }
#pragma warning disable CA1031 // The thread of the sockets has to live, whatever a client sends.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _log($"A message on {channel} failed: {exception}");
        }
    }
}
