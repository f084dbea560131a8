namespace LlmNotebooks.Pricing.Ownership;

/// <summary>A file is not a plan. The message names the field and what it may be.</summary>
public sealed class OwnershipFileException : FormatException
{
    /// <summary>An error at a field.</summary>
    /// <param name="field">Where, as in <c>options[1].throughput.output_tokens_per_second</c>; empty for the file itself.</param>
    /// <param name="problem">What is wrong and the way out.</param>
    /// <param name="inner">The cause, if any.</param>
    public OwnershipFileException(string field, string problem, Exception? inner = null)
        : base(field is { Length: > 0 } ? $"{field}: {problem}" : problem, inner) => Field = field;

    /// <summary>Where, as in <c>options[1].throughput.output_tokens_per_second</c>; empty for the file itself.</summary>
    public string Field { get; }
}
