namespace LlmNotebooks.Candidates;

/// <summary>What is known of the limits that a service sets for a candidate.</summary>
public sealed record CandidateLimits
{
    /// <summary>Most calls under way at once, at least 1. Null, the default: not known; a run's own limit counts.</summary>
    public int? Concurrency { get; init => field = AtLeastOne(value, nameof(Concurrency)); }

    /// <summary>Requests per minute, at least 1. Null, the default: not known.</summary>
    public long? RequestsPerMinute { get; init => field = AtLeastOne(value, nameof(RequestsPerMinute)); }

    /// <summary>Tokens per minute, at least 1. Null, the default: not known.</summary>
    public long? TokensPerMinute { get; init => field = AtLeastOne(value, nameof(TokensPerMinute)); }

    private static int? AtLeastOne(int? value, string name) => value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(name, value, "Must be at least 1, or null where it is not known.");

    private static long? AtLeastOne(long? value, string name) => value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(name, value, "Must be at least 1, or null where it is not known.");
}
