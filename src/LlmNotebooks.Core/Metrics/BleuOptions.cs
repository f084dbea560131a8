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

    internal double Value => SmoothingValue ?? (Smoothing == BleuSmoothing.Floor ? 0.1 : 1);
}
