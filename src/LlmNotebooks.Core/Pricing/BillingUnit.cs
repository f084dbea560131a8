namespace LlmNotebooks.Pricing;

/// <summary>Something that providers count and charge for: input tokens, cached audio tokens, web searches.</summary>
/// <remarks>
/// A unit is described by its dimensions, and one with more of them is a part of one with fewer: cached input tokens (direction
/// input, type cache_read) are some of the input tokens (direction input). Counts of a part are contained in the count of the whole.
/// </remarks>
public sealed class BillingUnit
{
    private readonly Dictionary<string, string> _dimensions;

    /// <summary>A unit.</summary>
    /// <param name="name">What usages call it: <c>input_tokens</c>.</param>
    /// <param name="priceName">What prices call it: <c>input_mtok</c>.</param>
    /// <param name="per">How many counts one price covers, at least 1: 1,000,000 for <c>input_mtok</c>.</param>
    /// <param name="family">Units of one family are counted alike: tokens, durations, tool_calls.</param>
    /// <param name="dimensions">What sets the unit apart within its family, such as direction or modality.</param>
    /// <exception cref="ArgumentException">A name is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="per"/> is below 1.</exception>
    public BillingUnit(string name, string priceName, long per, string family, IEnumerable<KeyValuePair<string, string>> dimensions)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(priceName);
        ArgumentException.ThrowIfNullOrWhiteSpace(family);
        ArgumentOutOfRangeException.ThrowIfLessThan(per, 1);
        ArgumentNullException.ThrowIfNull(dimensions);
        Name = name;
        PriceName = priceName;
        Per = per;
        Family = family;
        _dimensions = dimensions.ToDictionary(StringComparer.Ordinal);
        Direction = _dimensions.TryGetValue("direction", out string? direction)
            ? direction switch { "input" => UsageDirection.Input, "output" => UsageDirection.Output, _ => null }
            : null;
    }

    /// <summary>What usages call it.</summary>
    public string Name { get; }

    /// <summary>What prices call it.</summary>
    public string PriceName { get; }

    /// <summary>How many counts one price covers.</summary>
    public long Per { get; }

    /// <summary>Units of one family are counted alike.</summary>
    public string Family { get; }

    /// <summary>What sets the unit apart within its family.</summary>
    public IReadOnlyDictionary<string, string> Dimensions => _dimensions;

    /// <summary>The side it is counted on; null where it has none, as with web searches.</summary>
    public UsageDirection? Direction { get; }

    /// <summary>Whether counts are whole numbers; only times are not.</summary>
    public bool IsWhole => !string.Equals(Family, "durations", StringComparison.Ordinal);

    internal bool IsAllInput => Direction == UsageDirection.Input && _dimensions.Count == 1 && string.Equals(Family, "tokens", StringComparison.Ordinal);

    /// <summary>Whether every count of the other unit is also one of this: input tokens contain cached input tokens, and themselves.</summary>
    public bool Contains(BillingUnit other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return string.Equals(Family, other.Family, StringComparison.Ordinal)
            && _dimensions.All(d => other._dimensions.TryGetValue(d.Key, out string? value) && string.Equals(value, d.Value, StringComparison.Ordinal));
    }

    /// <summary>Whether no count can be one of both: text and audio tokens.</summary>
    public bool IsDisjointFrom(BillingUnit other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return !string.Equals(Family, other.Family, StringComparison.Ordinal)
            || _dimensions.Any(d => other._dimensions.TryGetValue(d.Key, out string? value) && !string.Equals(value, d.Value, StringComparison.Ordinal));
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
