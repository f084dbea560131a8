using NetMQ;
using NetMQ.Sockets;

namespace LlmNotebooks.Kernel.Jupyter;

/// <summary>The five sockets of a kernel, served by one thread that runs no cell: it answers while one runs.</summary>
internal sealed class JupyterSockets : IDisposable
{
    /// <summary>Bytes of the largest frame taken from a client; a connection that sends more is closed.</summary>
    public const long MaxFrameSize = 256L * 1024 * 1024;

    /// <summary>Time for what has been sent to reach the clients before the sockets close.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(2);

    private readonly Dictionary<JupyterChannel, NetMQSocket> _sockets;
    private readonly RouterSocket _heartbeat = new();
    private readonly NetMQQueue<Outgoing> _outgoing = new();
    private readonly NetMQPoller _poller;
    private readonly Action<JupyterChannel, NetMQMessage> _received;

    /// <param name="connection">Where to listen.</param>
    /// <param name="received">Takes what clients send, on the thread of the sockets; it must neither block nor throw.</param>
    /// <exception cref="NetMQException">A port cannot be bound.</exception>
    public JupyterSockets(ConnectionFile connection, Action<JupyterChannel, NetMQMessage> received)
    {
        _received = received;
        _sockets = new()
        {
            [JupyterChannel.Shell] = new RouterSocket(),
            [JupyterChannel.Control] = new RouterSocket(),
            [JupyterChannel.Stdin] = new RouterSocket(),
            [JupyterChannel.IOPub] = new PublisherSocket(),
        };
        _poller = [_outgoing, _heartbeat];
        foreach (NetMQSocket socket in _sockets.Values.Append(_heartbeat))
        {
            socket.Options.Linger = Linger;
            socket.Options.MaxMsgSize = MaxFrameSize;
            // Without a limit: a message that finds a queue full would be dropped, and an output lost.
            socket.Options.SendHighWatermark = 0;
            socket.Options.ReceiveHighWatermark = 0;
        }
        foreach ((JupyterChannel channel, NetMQSocket socket) in _sockets)
        {
            socket.Bind(connection.Endpoint(Port(connection, channel)));
            if (channel == JupyterChannel.IOPub) { continue; }
            socket.ReceiveReady += (_, _) => Receive(channel, socket);
            _poller.Add(socket);
        }
        _heartbeat.Bind(connection.Endpoint(connection.HeartbeatPort));
        _heartbeat.ReceiveReady += (_, _) => _heartbeat.SendMultipartMessage(_heartbeat.ReceiveMultipartMessage());
        _outgoing.ReceiveReady += (_, _) => SendWaiting();
    }

    /// <summary>Begins to serve.</summary>
    public void Start() => _poller.RunAsync("jupyter sockets", isBackgroundThread: true);

    /// <summary>Sends a message from any thread; messages of one thread keep their order, also across channels.</summary>
    public void Send(JupyterChannel channel, NetMQMessage message) => _outgoing.Enqueue(new Outgoing(channel, message));

    /// <summary>Sends what is waiting, and closes.</summary>
    public void Dispose()
    {
        if (_poller.IsRunning) { _poller.Stop(); }
        SendWaiting();
        _poller.Dispose();
        _outgoing.Dispose();
        _heartbeat.Dispose();
        foreach (NetMQSocket socket in _sockets.Values) { socket.Dispose(); }
        NetMQConfig.Cleanup(block: true);
    }

    private static int Port(ConnectionFile connection, JupyterChannel channel) => channel switch
    {
        JupyterChannel.Shell => connection.ShellPort,
        JupyterChannel.Control => connection.ControlPort,
        JupyterChannel.Stdin => connection.StdinPort,
        _ => connection.IOPubPort,
    };

    private void Receive(JupyterChannel channel, NetMQSocket socket) => _received(channel, socket.ReceiveMultipartMessage());

    private void SendWaiting()
    {
        while (_outgoing.TryDequeue(out Outgoing? next, TimeSpan.Zero)) { _sockets[next.Channel].SendMultipartMessage(next.Message); }
    }

    private sealed record Outgoing(JupyterChannel Channel, NetMQMessage Message);
}
