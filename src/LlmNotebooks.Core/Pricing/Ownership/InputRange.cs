namespace LlmNotebooks.Pricing.Ownership;

/// <summary>Which values a property may take.</summary>
/// <param name="Lowest">Lower bound; null for none.</param>
/// <param name="Highest">Upper bound; null for none.</param>
/// <param name="LowIsOpen">Whether the lower bound itself is out.</param>
/// <param name="HighIsOpen">Whether the upper bound itself is out.</param>
/// <param name="Words">The range after "Must be".</param>
internal sealed record InputRange(decimal? Lowest, decimal? Highest, bool LowIsOpen, bool HighIsOpen, string Words)
{
    public static readonly InputRange NotNegative = new(0, null, false, false, "at least 0");
    public static readonly InputRange Positive = new(0, null, true, false, "above 0");
    public static readonly InputRange AtLeastOne = new(1, null, false, false, "at least 1");
    public static readonly InputRange DiscountRate = new(-1, 10, true, false, "above −1 and at most 10");
    public static readonly InputRange Share = new(0, 1, false, false, "in [0, 1]");
    public static readonly InputRange LoadFactor = new(0, 1, true, false, "above 0 and at most 1");
    public static readonly InputRange Growth = new(-1, null, true, false, "above −1");
    public static readonly InputRange Decline = new(-1, 1, false, true, "at least −1 and below 1");

    public double Low => (double?)Lowest ?? double.NegativeInfinity;

    public double High => (double?)Highest ?? double.PositiveInfinity;

    /// <summary>Whether a value is in the range; a closed one has its bounds.</summary>
    public bool Contains(decimal value, bool closed = false) =>
        (Lowest is not { } low || value > low || (value == low && (closed || !LowIsOpen)))
        && (Highest is not { } high || value < high || (value == high && (closed || !HighIsOpen)));

    /// <summary>A property's value, kept within the range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It can leave the range.</exception>
    public Uncertain Check(Uncertain value, string name)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value.Within(this, name);
    }

    /// <inheritdoc cref="Check(Uncertain, string)"/>
    public decimal Check(decimal value, string name) =>
        Contains(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"Must be {Words}.");
}
