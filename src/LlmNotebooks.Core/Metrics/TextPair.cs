namespace LlmNotebooks.Metrics;

/// <summary>A text to be judged, and the texts that it is judged by.</summary>
public sealed record TextPair
{
    /// <summary>A pair.</summary>
    /// <param name="candidate">The text to be judged, perhaps empty.</param>
    /// <param name="references">The texts that count as right, at least one.</param>
    /// <exception cref="ArgumentException">There is no reference, or one of them is null.</exception>
    public TextPair(string candidate, params IReadOnlyList<string> references)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(references);
        if (references.Count == 0) { throw new ArgumentException("There is no reference to judge by.", nameof(references)); }
        if (references.Any(reference => reference is null)) { throw new ArgumentException("One of the references is null.", nameof(references)); }
        Candidate = candidate;
        References = references;
    }

    /// <summary>The text to be judged.</summary>
    public string Candidate { get; }

    /// <summary>The texts that count as right.</summary>
    public IReadOnlyList<string> References { get; }
}
