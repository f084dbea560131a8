using LlmNotebooks.Metrics.Overlap;
using LlmNotebooks.Metrics.Text;

namespace LlmNotebooks.Metrics;

/// <summary>How BLEU is computed. The defaults are sacreBLEU's.</summary>
public sealed record BleuOptions
{
    /// <summary>How texts are cut. Default <see cref="Tokenization.Mteval13a"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the named ones.</exception>
    public Tokenization Tokenization
    {
        get;
        init => field = Guard.Defined(value, nameof(Tokenization));
    } = Tokenization.Mteval13a;

    /// <summary>Whether capital letters count as small ones. Default false.</summary>
    public bool Lowercase { get; init; }

    /// <summary>Longest n-gram, 1 to 16 tokens. Default 4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 1 to 16.</exception>
    public int MaxOrder
    {
        get;
        init => field = Guard.Between(value, 1, 16, nameof(MaxOrder));
    } = 4;

    /// <summary>What is done about orders without a match. Default <see cref="BleuSmoothing.Exponential"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the named ones.</exception>
    public BleuSmoothing Smoothing
    {
        get;
        init => field = Guard.Defined(value, nameof(Smoothing));
    } = BleuSmoothing.Exponential;

    /// <summary>The value of <see cref="BleuSmoothing.Floor"/> and <see cref="BleuSmoothing.AddK"/>, finite, at least 0; null for their defaults, 0.1 and 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, infinite or NaN.</exception>
    public double? SmoothingValue
    {
        get;
        init => field = value is { } given ? Guard.AtLeastZero(given, nameof(SmoothingValue)) : null;
    }

    /// <summary>Whether orders longer than the candidate are left out instead of counting as 0. Null: for single texts, not for a corpus.</summary>
    public bool? EffectiveOrder { get; init; }

    /// <summary>What changes scores, as a metric states it; what is left open by what it comes to, so that the default and the same value given are one metric.</summary>
    /// <param name="effectiveOrder">What null is for <see cref="EffectiveOrder"/>.</param>
    internal SortedDictionary<string, object?> Parameters(bool effectiveOrder) => new(StringComparer.Ordinal)
    {
        ["tokenization"] = TokenizationNames.Of(Tokenization),
        ["ignore_case"] = Lowercase,
        ["max_order"] = MaxOrder,
        ["smoothing"] = BleuSmoothingNames.Of(Smoothing),
        ["smoothing_value"] = Smoothing is BleuSmoothing.Floor or BleuSmoothing.AddK ? Value : null,
        ["effective_order"] = EffectiveOrder ?? effectiveOrder,
    };

    internal double Value => SmoothingValue ?? (Smoothing == BleuSmoothing.Floor ? 0.1 : 1);
}
