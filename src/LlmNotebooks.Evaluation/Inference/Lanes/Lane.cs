namespace LlmNotebooks.Inference;

/// <summary>The way to one endpoint: so many calls at once, in the order in which they come.</summary>
/// <remarks>Everything that calls the endpoint enters here first. A call that waits to be made again leaves, so that its place is another's meanwhile.</remarks>
public sealed class Lane
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private int _concurrency;
    private int _underWay;

    internal Lane(string endpoint, int concurrency)
    {
        Endpoint = endpoint;
        _concurrency = concurrency;
    }

    /// <summary>What shares the lane: provider, address and whose key it is. No secret.</summary>
    public string Endpoint { get; }

    /// <summary>Most calls under way at once, at least 1. A change counts from the next call on.</summary>
    public int Concurrency
    {
        get
        {
            lock (_lock) { return _concurrency; }
        }

        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            lock (_lock)
            {
                _concurrency = value;
                Admit();
            }
        }
    }

    /// <summary>Calls under way.</summary>
    public int UnderWay
    {
        get
        {
            lock (_lock) { return _underWay; }
        }
    }

    /// <summary>Waits for a place. Whoever has one gives it back by <see cref="Leave"/>.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask EnterAsync(CancellationToken cancellationToken = default)
    {
        TaskCompletionSource place;
        lock (_lock)
        {
            if (_underWay < _concurrency && _waiting.Count == 0)
            {
                _underWay++;
                return cancellationToken.IsCancellationRequested ? Given(cancellationToken) : ValueTask.CompletedTask;
            }

            place = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(place);
        }

        return new(WaitAsync(place, cancellationToken));
    }

    /// <summary>Gives a place back.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _underWay--;
            Admit();
        }
    }

    private static async Task WaitAsync(TaskCompletionSource place, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), place);
        await place.Task.ConfigureAwait(false);
    }

    private ValueTask Given(CancellationToken cancellationToken)
    {
        _underWay--;
        return ValueTask.FromCanceled(cancellationToken);
    }

    // Under the lock. One that was cancelled takes no place.
    private void Admit()
    {
        while (_underWay < _concurrency && _waiting.TryDequeue(out TaskCompletionSource? next))
        {
            if (next.TrySetResult()) { _underWay++; }
        }
    }
}
