using System.Globalization;

namespace LlmNotebooks.Pricing;

/// <summary>What one call used, by the names of the units: <c>new Usage { ["input_tokens"] = 1200, ["output_tokens"] = 300 }</c>.</summary>
/// <remarks>
/// <c>input_tokens</c> is the whole prompt: tokens read from and written to a cache, audio and images are some of it, and their own
/// counts only say how many. <see cref="ProviderUsage"/> makes this of what providers report. A name that no unit has is kept, and
/// makes the cost unpriced.
/// </remarks>
public sealed class Usage
{
    /// <summary>The unit of calls: a usage is one where it does not say otherwise.</summary>
    public const string Requests = "requests";

    /// <summary>The largest count, 10^15.</summary>
    public const decimal Largest = 1_000_000_000_000_000m;

    private KeyValuePair<string, decimal>[] _counts = [];

    /// <summary>A usage without any count yet.</summary>
    public Usage()
    {
    }

    /// <summary>Prompt and answer tokens.</summary>
    /// <param name="inputTokens">The whole prompt, at least 0.</param>
    /// <param name="outputTokens">The whole answer, reasoning included, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is out of range.</exception>
    public Usage(long inputTokens, long outputTokens)
    {
        this["input_tokens"] = inputTokens;
        this["output_tokens"] = outputTokens;
    }

    /// <summary>The counts by unit, in the order given.</summary>
    public IReadOnlyList<KeyValuePair<string, decimal>> Counts => _counts;

    /// <summary>The count of a unit; 0 where none was given.</summary>
    /// <param name="unit">The unit's name.</param>
    /// <value>In [0, 10^15]; whole, but for times in seconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative, fractional where it must be whole, or above 10^15.</exception>
    public decimal this[string unit]
    {
        get => Find(unit) is >= 0 and var i ? _counts[i].Value : 0;
        init
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(unit);
            if (Problem(unit, value) is { } problem) { throw new ArgumentOutOfRangeException(unit, value, problem); }
            Set(unit, value);
        }
    }

    /// <summary>Whether the unit has a count, be it 0.</summary>
    public bool Has(string unit) => Find(unit) >= 0;

    /// <summary>The counts: <c>input_tokens 1200, output_tokens 300</c>.</summary>
    public override string ToString() => string.Join(", ", _counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key} {c.Value}")));

    internal ReadOnlySpan<KeyValuePair<string, decimal>> Span => _counts;

    /// <summary>What is wrong with a count, as a sentence; null where nothing is.</summary>
    internal static string? Problem(string unit, decimal count) =>
        count < 0 ? "A count is at least 0."
        : count > Largest ? "A count is at most 10^15."
        : count != decimal.Truncate(count) && UnitRegistry.Default.Find(unit) is not { IsWhole: false } ? "A count is a whole number."
        : null;

    /// <summary>A usage of averages over many calls, which need not be whole.</summary>
    internal static Usage OfAverages(params ReadOnlySpan<KeyValuePair<string, decimal>> counts)
    {
        Usage usage = new();
        foreach (KeyValuePair<string, decimal> count in counts) { usage.Set(count.Key, count.Value); }
        return usage;
    }

    private int Find(string unit) => Array.FindIndex(_counts, c => string.Equals(c.Key, unit, StringComparison.Ordinal));

    private void Set(string unit, decimal count)
    {
        int i = Find(unit);
        if (i < 0)
        {
            Array.Resize(ref _counts, _counts.Length + 1);
            i = _counts.Length - 1;
        }

        _counts[i] = new(unit, count);
    }
}
