namespace LlmNotebooks.Evaluation.Calls;

/// <summary>Cancels a stream whose first token does not come in time.</summary>
internal sealed class FirstTokenLimit : IAsyncDisposable
{
    private const int Waiting = 0, Came = 1, Late = 2;

    private readonly ITimer? _timer;
    private int _state = Waiting;

    /// <param name="limit">The time; null for none.</param>
    /// <param name="stream">What is cancelled.</param>
    /// <param name="time">Where time comes from.</param>
    public FirstTokenLimit(TimeSpan? limit, CancellationTokenSource stream, TimeProvider time)
    {
        if (limit is not { } wait) { return; }
        _timer = time.CreateTimer(
            _ =>
            {
                if (Interlocked.CompareExchange(ref _state, Late, Waiting) == Waiting) { stream.Cancel(); }
            },
            state: null, wait, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether the time passed before a token came.</summary>
    public bool Passed => Volatile.Read(ref _state) == Late;

    /// <summary>A token came, or the end.</summary>
    public void Seen() => Interlocked.CompareExchange(ref _state, Came, Waiting);

    // Waits for a callback that is under way, which uses the source that is disposed next.
    public ValueTask DisposeAsync() => _timer?.DisposeAsync() ?? ValueTask.CompletedTask;
}
