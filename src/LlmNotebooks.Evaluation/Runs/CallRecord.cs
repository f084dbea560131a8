using LlmNotebooks.Inference.Resilience;

namespace LlmNotebooks.Evaluation;

/// <summary>The times of one call: latencies are those of its last attempt, without the waits before it.</summary>
/// <param name="seed">The call's seed.</param>
/// <param name="time">The clock.</param>
/// <param name="progress">Told of waits between attempts.</param>
internal sealed class CallRecord(long seed, TimeProvider time, ProgressReporter progress)
{
    private readonly long _begun = time.GetTimestamp();
    private long _attemptBegun = time.GetTimestamp();
    private bool _waits;

    public long Seed { get; } = seed;

    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    public CallAttempts Attempts { get; } = new(seed);

    /// <summary>Since the last attempt began.</summary>
    public double ElapsedMs => time.GetElapsedTime(_attemptBegun).TotalMilliseconds;

    /// <summary>From the first attempt's beginning to the last one's: failed attempts and waits; 0 where there was one attempt.</summary>
    public double WaitedMs => Attempts.Retried.Count == 0 ? 0 : time.GetElapsedTime(_begun, _attemptBegun).TotalMilliseconds;

    public void BeginAttempt()
    {
        EndWait();
        _attemptBegun = time.GetTimestamp();
    }

    public void BeginWait(string failure, TimeSpan wait)
    {
        _waits = true;
        progress.WaitBegan(failure, wait);
    }

    public void EndWait()
    {
        if (!_waits) { return; }
        _waits = false;
        progress.WaitEnded();
    }
}
