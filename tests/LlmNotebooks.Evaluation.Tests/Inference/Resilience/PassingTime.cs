using Microsoft.Extensions.Time.Testing;

namespace LlmNotebooks.Tests.Inference.Resilience;

/// <summary>A clock that goes on by itself while something waits for it.</summary>
internal sealed class PassingTime : FakeTimeProvider
{
    public PassingTime()
        : base(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Seconds since the beginning.</summary>
    public double Seconds => (GetUtcNow() - Start).TotalSeconds;

    /// <summary>A timer's time passes as soon as it is set.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero) { Advance(dueTime); }
        return timer;
    }
}
