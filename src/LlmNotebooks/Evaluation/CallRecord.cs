using LlmNotebooks.Inference.Resilience;

namespace LlmNotebooks.Evaluation;

/// <summary>The times of one call: latencies are those of its last attempt, without the waits before it.</summary>
internal sealed class CallRecord(long seed, TimeProvider time)
{
    private readonly long _begun = time.GetTimestamp();
    private long _attemptBegun = time.GetTimestamp();

    public long Seed { get; } = seed;

    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    public CallAttempts Attempts { get; } = new(seed);

    /// <summary>Since the last attempt began.</summary>
    public double ElapsedMs => time.GetElapsedTime(_attemptBegun).TotalMilliseconds;

    /// <summary>From the first attempt's beginning to the last one's: failed attempts and waits; 0 where there was one attempt.</summary>
    public double WaitedMs => Attempts.Retried.Count == 0 ? 0 : time.GetElapsedTime(_begun, _attemptBegun).TotalMilliseconds;

    public void BeginAttempt() => _attemptBegun = time.GetTimestamp();
}
