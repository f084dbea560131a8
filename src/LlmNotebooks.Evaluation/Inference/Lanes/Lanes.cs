using System.Collections.Concurrent;
using LlmNotebooks.Candidates;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Inference;

/// <summary>Lanes to endpoints: runs, judges and whatever else calls the same endpoint share one.</summary>
/// <param name="concurrency">Most calls under way at once in each lane, at least 1. Default 4. A candidate that knows of a lower limit gets that.</param>
public sealed class Lanes(int concurrency = 4)
{
    private const string InProcess = "in-process";

    private readonly ConcurrentDictionary<string, Lane> _lanes = new(StringComparer.Ordinal);

    /// <summary>Most calls under way at once in each lane.</summary>
    public int Concurrency { get; } = concurrency >= 1 ? concurrency : throw new ArgumentOutOfRangeException(nameof(concurrency), concurrency, "Must be at least 1.");

    /// <summary>The lane of a candidate's endpoint.</summary>
    public Lane Of(Candidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return _lanes.GetOrAdd(EndpointOf(candidate), endpoint => new Lane(endpoint, Math.Min(Concurrency, candidate.Limits?.Concurrency ?? int.MaxValue)));
    }

    /// <summary>What shares a candidate's limits: what it says itself, this process, the address that its client tells; else it stands alone.</summary>
    public static string EndpointOf(Candidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        if (candidate.Endpoint is { } endpoint) { return endpoint; }
        if (candidate.IsInProcess) { return InProcess; }
        return candidate.Client.GetService<ChatClientMetadata>() is { ProviderUri: { } address } metadata
            ? $"{metadata.ProviderName} {address.GetLeftPart(UriPartial.Authority)}"
            : $"candidate {candidate.Name}";
    }
}
