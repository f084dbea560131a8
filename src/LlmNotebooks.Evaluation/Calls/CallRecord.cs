using LlmNotebooks.Inference;
using LlmNotebooks.Inference.Resilience;

namespace LlmNotebooks.Evaluation.Calls;

/// <summary>One call while it is made: its place in the lane, and its times. Latencies are those of its last attempt, without the waits before it.</summary>
internal sealed class CallRecord : IDisposable
{
    private readonly Lane _lane;
    private readonly TimeProvider _time;
    private readonly ProgressReporter _progress;
    private readonly long _begun;
    private long _attemptBegun;
    private bool _waits;
    private bool _hasPlace;

    /// <summary>A call that has a place.</summary>
    /// <param name="seed">The call's seed.</param>
    /// <param name="lane">Where it has its place.</param>
    /// <param name="time">The clock.</param>
    /// <param name="progress">Told of waits between attempts.</param>
    public CallRecord(long seed, Lane lane, TimeProvider time, ProgressReporter progress)
    {
        _lane = lane;
        _time = time;
        _progress = progress;
        _hasPlace = true;
        _begun = _attemptBegun = time.GetTimestamp();
        Seed = seed;
        StartedAt = time.GetUtcNow();
        Attempts = new CallAttempts(seed) { Waits = BeginWait, Begins = BeginAttemptAsync };
    }

    public long Seed { get; }

    public DateTimeOffset StartedAt { get; }

    public CallAttempts Attempts { get; }

    /// <summary>To the first text of the attempt that answered; null where not streamed.</summary>
    public double? FirstTokenMs { get; set; }

    /// <summary>Of the last attempt, when it is over.</summary>
    public double LatencyMs { get; set; }

    /// <summary>Since the last attempt began.</summary>
    public double ElapsedMs => _time.GetElapsedTime(_attemptBegun).TotalMilliseconds;

    /// <summary>From the first attempt's beginning to the last one's: failed attempts and waits; null where there was one attempt.</summary>
    public double? WaitedMs => Attempts.Retried.Count == 0 ? null : _time.GetElapsedTime(_begun, _attemptBegun).TotalMilliseconds;

    /// <summary>The call is over.</summary>
    public void Dispose()
    {
        EndWait();
        Leave();
    }

    private async ValueTask BeginAttemptAsync(CancellationToken cancellationToken)
    {
        EndWait();
        if (!_hasPlace)
        {
            await _lane.ReturnAsync(cancellationToken).ConfigureAwait(false);
            _hasPlace = true;
        }

        _attemptBegun = _time.GetTimestamp();
        FirstTokenMs = null;
    }

    // Its place is another's meanwhile, where there is anything to wait for.
    private void BeginWait(string failure, TimeSpan wait)
    {
        LatencyMs = ElapsedMs;
        if (wait > TimeSpan.Zero) { Leave(); }
        _waits = true;
        _progress.WaitBegan(failure, wait);
    }

    private void EndWait()
    {
        if (!_waits) { return; }
        _waits = false;
        _progress.WaitEnded();
    }

    private void Leave()
    {
        if (!_hasPlace) { return; }
        _hasPlace = false;
        _lane.Leave();
    }
}
