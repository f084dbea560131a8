using LlmNotebooks.Metrics.Overlap;
using LlmNotebooks.Metrics.Text;

namespace LlmNotebooks.Metrics;

/// <summary>Options of metrics that are made by name; null leaves a metric's default. A metric refuses those that it does not know.</summary>
public sealed record TextMetricOptions
{
    /// <summary>Tokenizations by the names that options and parameters have for them: <c>13a</c>, <c>char</c>.</summary>
    public static IReadOnlyDictionary<string, Tokenization> Tokenizations => TokenizationNames.All;

    /// <summary>Smoothings of BLEU by the names that options and parameters have for them: <c>exp</c>, <c>add-k</c>.</summary>
    public static IReadOnlyDictionary<string, BleuSmoothing> Smoothings => BleuSmoothingNames.All;

    /// <summary>Normal forms by the names that options and parameters have for them: <c>nfc</c>, <c>nfkc</c>, <c>none</c>.</summary>
    public static IReadOnlyDictionary<string, TextForm> Forms => TextFormNames.All;

    /// <summary>Whether capital letters count as small ones.</summary>
    public bool? IgnoreCase { get; init; }

    /// <summary>Whether every run of white space counts as one space.</summary>
    public bool? CollapseWhiteSpace { get; init; }

    /// <summary>Whether words are reduced to their stems.</summary>
    public bool? Stem { get; init; }

    /// <summary>How texts are cut.</summary>
    public Tokenization? Tokenization { get; init; }

    /// <summary>What BLEU does about orders without a match.</summary>
    public BleuSmoothing? Smoothing { get; init; }

    /// <summary>The smoothing's value.</summary>
    public double? SmoothingValue { get; init; }

    /// <summary>BLEU's longest n-gram.</summary>
    public int? MaxOrder { get; init; }

    /// <summary>Largest difference of numbers that still counts as equal.</summary>
    public double? Tolerance { get; init; }

    /// <summary>The same as a share of the reference.</summary>
    public double? RelativeTolerance { get; init; }

    /// <summary>Whether the comma is the decimal sign of numbers.</summary>
    public bool? DecimalComma { get; init; }

    /// <summary>A regular expression for all answers.</summary>
    public string? Pattern { get; init; }

    /// <summary>Whether a reference counts only as whole words.</summary>
    public bool? WholeWords { get; init; }

    /// <summary>The normal form in which texts are compared.</summary>
    public TextForm? Normalize { get; init; }

    /// <summary>Names of the options that are set.</summary>
    internal IEnumerable<string> Given()
    {
        if (IgnoreCase is not null) { yield return nameof(IgnoreCase); }
        if (CollapseWhiteSpace is not null) { yield return nameof(CollapseWhiteSpace); }
        if (Stem is not null) { yield return nameof(Stem); }
        if (Tokenization is not null) { yield return nameof(Tokenization); }
        if (Smoothing is not null) { yield return nameof(Smoothing); }
        if (SmoothingValue is not null) { yield return nameof(SmoothingValue); }
        if (MaxOrder is not null) { yield return nameof(MaxOrder); }
        if (Tolerance is not null) { yield return nameof(Tolerance); }
        if (RelativeTolerance is not null) { yield return nameof(RelativeTolerance); }
        if (DecimalComma is not null) { yield return nameof(DecimalComma); }
        if (Pattern is not null) { yield return nameof(Pattern); }
        if (WholeWords is not null) { yield return nameof(WholeWords); }
        if (Normalize is not null) { yield return nameof(Normalize); }
    }
}
