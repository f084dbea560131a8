namespace LlmNotebooks.Inference.Resilience;

/// <summary>Which failed calls are made again, how often, and after how long.</summary>
/// <remarks>
/// Made again: calls refused for the moment (429), failures of the service (408, 425, 5xx but 501 and 505), time limits, connections that break,
/// answers that break off or cannot be read. Anything else (a wrong key, a wrong request) fails at once, since it would fail again. A service that
/// cannot be reached at all is only waited for where it has answered before.
/// </remarks>
public sealed record RetryOptions
{
    /// <summary>Nothing is made again.</summary>
    public static RetryOptions None { get; } = new() { MaxAttempts = 1, LongestWait = TimeSpan.Zero };

    /// <summary>Most attempts at a call, the first included, at least 1. Default 5. Waits that the service asked for by Retry-After do not count: <see cref="LongestWait"/> ends them.</summary>
    public int MaxAttempts { get; init => field = AtLeastOne(value, nameof(MaxAttempts)); } = 5;

    /// <summary>Most attempts that may end by a time limit, at least 1, since each costs the whole limit. Default 2.</summary>
    public int MaxTimeouts { get; init => field = AtLeastOne(value, nameof(MaxTimeouts)); } = 2;

    /// <summary>Wait after the first failure where the service asks for none; each further wait is twice as long. At least 0. Default 1 second.</summary>
    public TimeSpan FirstDelay { get; init => field = NotNegative(value, nameof(FirstDelay)); } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait between two attempts where the service asks for none. At least 0. Default 30 seconds.</summary>
    public TimeSpan LongestDelay { get; init => field = NotNegative(value, nameof(LongestDelay)); } = TimeSpan.FromSeconds(30);

    /// <summary>Longest a call waits in all because the service asked for it. At least 0. Default 10 minutes. A call told to wait past it fails at once.</summary>
    public TimeSpan LongestWait { get; init => field = NotNegative(value, nameof(LongestWait)); } = TimeSpan.FromMinutes(10);

    private static int AtLeastOne(int value, string name) =>
        value >= 1 ? value : throw new ArgumentOutOfRangeException(name, value, "Must be at least 1.");

    private static TimeSpan NotNegative(TimeSpan value, string name) =>
        value >= TimeSpan.Zero && value.TotalMilliseconds <= int.MaxValue
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "Must be at least 0 and at most 24 days.");
}
