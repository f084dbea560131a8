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
            TaskCompletionSource? next;
            lock (_lock)
            {
                _concurrency = value;
                next = Next();
            }

            Admit(next);
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
    public ValueTask EnterAsync(CancellationToken cancellationToken = default) => EnterAsync(_waiting, TaskCreationOptions.RunContinuationsAsynchronously, cancellationToken);

    /// <summary>Gives a place back.</summary>
    public void Leave()
    {
        TaskCompletionSource? next;
        lock (_lock)
        {
            _underWay--;
            next = Next();
        }

        Admit(next);
    }

    /// <summary>The same for one that only begins what runs elsewhere: it goes on at once, on the thread of whoever leaves.</summary>
    internal ValueTask EnterToBeginAsync(CancellationToken cancellationToken) => EnterAsync(_waiting, TaskCreationOptions.None, cancellationToken);

    /// <summary>Waits for a place for a call that has begun, before those that have not.</summary>
    internal ValueTask ReturnAsync(CancellationToken cancellationToken) => EnterAsync(_returning, TaskCreationOptions.RunContinuationsAsynchronously, cancellationToken);

    private static async Task WaitAsync(TaskCompletionSource place, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), place);
        await place.Task.ConfigureAwait(false);
    }

    private ValueTask EnterAsync(Queue<TaskCompletionSource> queue, TaskCreationOptions continuing, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) { return ValueTask.FromCanceled(cancellationToken); }
        TaskCompletionSource place;
        lock (_lock)
        {
            if (_underWay < _concurrency && _returning.Count == 0 && _waiting.Count == 0)
            {
                _underWay++;
                return ValueTask.CompletedTask;
            }

            place = new(continuing);
            queue.Enqueue(place);
        }

        return new(WaitAsync(place, cancellationToken));
    }

    // Under the lock: who gets a free place, which is taken for them.
    private TaskCompletionSource? Next()
    {
        if (_underWay >= _concurrency || !(_returning.TryDequeue(out TaskCompletionSource? next) || _waiting.TryDequeue(out next))) { return null; }
        _underWay++;
        return next;
    }

    // Outside of the lock, since who is let in may go on right here. The place of one that was cancelled is the next one's.
    private void Admit(TaskCompletionSource? next)
    {
        while (next is not null)
        {
            bool entered = next.TrySetResult();
            lock (_lock)
            {
                if (!entered) { _underWay--; }
                next = Next();
            }
        }
    }
}
