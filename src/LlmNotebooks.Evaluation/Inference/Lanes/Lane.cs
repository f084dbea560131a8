namespace LlmNotebooks.Inference;

/// <summary>The way to one endpoint: so many calls at once, in the order in which they come.</summary>
/// <remarks>
/// Everything that calls the endpoint enters here first. A call that waits to be made again leaves, so that its place is another's meanwhile;
/// when it comes back it goes before those that have not begun.
/// </remarks>
public sealed class Lane
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _returning = new();
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
    public ValueTask EnterAsync(CancellationToken cancellationToken = default) => EnterAsync(_waiting, cancellationToken);

    /// <summary>Waits for a place for a call that has begun, before those that have not.</summary>
    internal ValueTask ReturnAsync(CancellationToken cancellationToken) => EnterAsync(_returning, cancellationToken);

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

    private ValueTask EnterAsync(Queue<TaskCompletionSource> queue, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) { return ValueTask.FromCanceled(cancellationToken); }
        TaskCompletionSource place;
        lock (_lock)
        {
            // Whoever waits does so because all places are taken: one that is free is nobody's.
            if (_underWay < _concurrency)
            {
                _underWay++;
                return ValueTask.CompletedTask;
            }

            place = new(TaskCreationOptions.RunContinuationsAsynchronously);
            queue.Enqueue(place);
        }

        return new(WaitAsync(place, cancellationToken));
    }

    // Under the lock. One that was cancelled takes no place.
    private void Admit()
    {
        while (_underWay < _concurrency && (_returning.TryDequeue(out TaskCompletionSource? next) || _waiting.TryDequeue(out next)))
        {
            if (next.TrySetResult()) { _underWay++; }
        }
    }
}
