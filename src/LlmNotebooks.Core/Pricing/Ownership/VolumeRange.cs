namespace LlmNotebooks.Pricing.Ownership;

/// <summary>Volumes at which one option costs no more than another.</summary>
/// <param name="FromRequestsPerMonth">Smallest of them, in requests of the first month.</param>
/// <param name="ToRequestsPerMonth">Largest of them; null where it goes on to the limit of the search.</param>
public sealed record VolumeRange(decimal FromRequestsPerMonth, decimal? ToRequestsPerMonth)
{
    /// <summary>Whether a volume is in the range, ends included.</summary>
    public bool Contains(decimal requestsPerMonth) => FromRequestsPerMonth <= requestsPerMonth && !(ToRequestsPerMonth < requestsPerMonth);
}
