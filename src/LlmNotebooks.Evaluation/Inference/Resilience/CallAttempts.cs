using System.Globalization;
using LlmNotebooks.Candidates;

namespace LlmNotebooks.Inference.Resilience;

/// <summary>The attempts at one call.</summary>
/// <param name="seed">Spreads the waits of many calls, alike for the same seed.</param>
internal sealed class CallAttempts(long seed)
{
    /// <summary>A service that asks for less says no more than that the call may be made again: it uses up an attempt, and waits as any other.</summary>
    private static readonly TimeSpan LeastAsked = TimeSpan.FromSeconds(1);

    private Random? _spread;
    private List<string>? _retried;
    private TimeSpan _asked;
    private int _counted;
    private int _timeouts;

    /// <summary>How each attempt failed that was followed by another, in their order.</summary>
    public IReadOnlyList<string> Retried => _retried is null ? [] : _retried;

    /// <summary>Why no further attempt was made although one could have helped; null where there is nothing to tell.</summary>
    public string? GaveUp { get; private set; }

    /// <summary>Told of each wait before it begins: how the attempt failed, and how long the wait is.</summary>
    public Action<string, TimeSpan>? Waits { get; set; }

    /// <summary>Asked before each attempt, for instance to wait for a place.</summary>
    public Func<CancellationToken, ValueTask>? Begins { get; set; }

    /// <summary>The wait before the next attempt; null where there is none.</summary>
    public TimeSpan? Next(CallFailure failure, RetryOptions options, bool reachable)
    {
        if (options.MaxAttempts == 1 || !failure.IsTransient || (failure.Kind == FailureKind.Unreachable && !reachable)) { return null; }
        if (failure.RetryAfter is { } asked && asked >= LeastAsked)
        {
            _asked += asked;
            if (_asked > options.LongestWait)
            {
                GaveUp = string.Create(CultureInfo.InvariantCulture, $"asked to wait {Words(asked)}, which is too long: {Words(options.LongestWait)} in all is the most");
                return null;
            }

            // Exactly then everybody comes back who was sent away now: a little later each.
            return Counted(failure, asked + (Spread() * 0.25 * (asked + TimeSpan.FromMilliseconds(100))));
        }

        if (failure.Kind == FailureKind.Timeout && ++_timeouts >= options.MaxTimeouts) { return null; }
        if (++_counted >= options.MaxAttempts) { return null; }
        double doubled = options.FirstDelay.TotalMilliseconds * Math.Pow(2, _counted - 1);
        double longest = Math.Min(doubled, options.LongestDelay.TotalMilliseconds);
        TimeSpan own = TimeSpan.FromMilliseconds(longest * (0.5 + (0.5 * Spread())));
        return Counted(failure, failure.RetryAfter is { } least && least > own ? least : own);
    }

    private static string Words(TimeSpan wait) => wait < RetryAfterHeader.Longest
        ? string.Create(CultureInfo.InvariantCulture, $"{wait.TotalSeconds:0.###} s")
        : "ten years or more";

    private TimeSpan Counted(CallFailure failure, TimeSpan wait)
    {
        (_retried ??= []).Add(failure.Type);
        return wait;
    }

    // In [0, 1).
    private double Spread() => (_spread ??= new Random(unchecked((int)(seed ^ (seed >> 32))))).NextDouble();
}
