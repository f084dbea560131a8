using LlmNotebooks.Evaluation;
using LlmNotebooks.Pricing;

namespace LlmNotebooks.Decisions;

/// <summary>What a plan is reckoned with.</summary>
public sealed record PlanningOptions
{
    /// <summary>A stored run, perhaps small, that measured tokens, times and how scores vary. Null, the default: rules of thumb and the worst case.</summary>
    public Run? Pilot { get; init; }

    /// <summary>The pilot's metric whose differences are planned for. Null, the default: its first.</summary>
    public string? Metric { get; init; }

    /// <summary>Width of the range of the metric's scores, more than 0: 1, the default, for scores in [0, 1], 100 for BLEU and chrF; infinite where it has no bounds, and only a pilot tells how scores vary. A point is a hundredth of it.</summary>
    public double ScoreRange { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A range is more than 0."); } = 1;

    /// <summary>The prices. Default: the built-in book.</summary>
    public PriceBook Prices { get; init; } = PriceBook.BuiltIn;

    /// <summary>Whose prices each candidate's calls are counted at. Null, the default: its own.</summary>
    public Func<RunCandidate, PricedAs>? PricedAs { get; init; }

    /// <summary>A difference of mean scores that the run should find, more than 0, for instance 0.03 for 3 points. Null, the default: none.</summary>
    public double? Effect
    {
        get;
        init => field = value is null or > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A difference to look for is more than 0, for instance 0.03.");
    }

    /// <summary>Probability with which it is found, in (0, 1). Default 0.8.</summary>
    public double Power { get; init => field = Inside(value); } = 0.8;

    /// <summary>Two-sided level of the comparison, in (0, 1). Default 0.95.</summary>
    public double Confidence { get; init => field = Inside(value); } = 0.95;

    private static double Inside(double value) =>
        value is > 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Must lie strictly between 0 and 1.");
}
