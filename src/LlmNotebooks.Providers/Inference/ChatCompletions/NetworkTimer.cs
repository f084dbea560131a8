using System.Globalization;

namespace LlmNotebooks.Inference.ChatCompletions;

/// <summary>Ends a wait for the network at its limit, and tells that from the caller's own end.</summary>
internal sealed class NetworkTimer : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _source;

    public NetworkTimer(TimeSpan limit, CancellationToken cancellationToken)
    {
        (_limit, _caller) = (limit, cancellationToken);
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _source.CancelAfter(limit);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Whether the limit, and nobody else, ended the wait.</summary>
    public bool IsOver => _source.IsCancellationRequested && !_caller.IsCancellationRequested;

    /// <summary>Something came: the next wait begins.</summary>
    public void Restart() => _source.CancelAfter(_limit);

    public TimeoutException Exception() => new(string.Create(CultureInfo.InvariantCulture, $"The service sent nothing for {_limit.TotalSeconds:0.###} s."));

    public void Dispose() => _source.Dispose();
}
