namespace LlmNotebooks.Candidates;

/// <summary>What is known of what a candidate can do; null is not known.</summary>
public sealed record CandidateCapabilities
{
    /// <summary>Most tokens of prompt and answer together.</summary>
    public int? ContextTokens { get; init; }

    /// <summary>Whether answers can be streamed.</summary>
    public bool? Streaming { get; init; }

    /// <summary>Whether it takes a seed.</summary>
    public bool? Seed { get; init; }

    /// <summary>Whether it takes a temperature.</summary>
    public bool? Temperature { get; init; }

    /// <summary>Whether it calls tools.</summary>
    public bool? Tools { get; init; }

    /// <summary>Whether its answers can be bound to a JSON schema.</summary>
    public bool? JsonSchema { get; init; }
}
