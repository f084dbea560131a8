namespace LlmNotebooks.Statistics;

/// <summary>What is fixed before the first difference is seen: level, range, and the difference that the test is made to find soon.</summary>
/// <remarks>
/// The level holds for any effect and standard deviation given here; they decide only how soon a difference is found.
/// In simulation (tests/Simulations) at least 80 % of differences are found by twice the size at which the fixed paired t test finds 80 %, also where the effect is wrong by a factor of three or the deviation by two.
/// Bounded differences that are small beside the range (effect/variance much more than 1) take longer: give a smaller range where one is certain.
/// </remarks>
public sealed record SequentialPlan
{
    /// <summary>1 − α, in (0, 1): a difference of 0 is called a difference with a probability of at most α, over all looks together. Default 0.95.</summary>
    public double Confidence { get; init => field = Distribution.ValidConfidence(value, nameof(Confidence)); } = 0.95;

    /// <summary>What is taken for granted about the differences. Default <see cref="SequentialMethod.Bounded"/>.</summary>
    public SequentialMethod Method { get; init => field = Known(value, nameof(Method)); }

    /// <summary>The largest |difference| that can occur, more than 0. Default 1: both scores are in [0, 1]. Used by <see cref="SequentialMethod.Bounded"/> only.</summary>
    public double Range { get; init => field = Positive(value, nameof(Range)); } = 1;

    /// <summary>The difference to be found, more than 0; null (default): none in particular, which finds most differences later.</summary>
    public double? Effect { get; init => field = value is { } effect ? Positive(effect, nameof(Effect)) : null; }

    /// <summary>Standard deviation of the differences, from a pilot or a guess, more than 0; null (default): not known.</summary>
    public double? StandardDeviation { get; init => field = value is { } sd ? Positive(sd, nameof(StandardDeviation)) : null; }

    /// <summary>Differences within ± this do not matter, more than 0: the comparison ends as equivalent where nothing else is left. Null (default): it never does.</summary>
    public double? Margin { get; init => field = value is { } margin ? Positive(margin, nameof(Margin)) : null; }

    /// <summary>Differences before the first look, at least 1, used by <see cref="SequentialMethod.Normal"/> only. Default 30.</summary>
    public int BurnIn { get; init => field = AtLeastOne(value, nameof(BurnIn)); } = 30;

    /// <summary>A plan for scores in [0, 1] that is made to find a difference, with what a design knows of the differences' variance.</summary>
    /// <param name="design">From a pilot or from assumptions.</param>
    /// <param name="effect">The difference to be found, more than 0, at most the design's <see cref="PairedDesign.LargestEffect"/>.</param>
    /// <param name="repetitions">Repetitions of an item that are averaged before its difference is added, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="effect"/> is not more than 0 or larger than there can be, or the design cannot tell about so many repetitions.</exception>
    public static SequentialPlan For(PairedDesign design, double effect, int repetitions = 1)
    {
        ArgumentNullException.ThrowIfNull(design);
        design.RequirePossible(effect);
        return new SequentialPlan { Effect = effect, StandardDeviation = Math.Sqrt(design.Variance(repetitions)) };
    }

    private static SequentialMethod Known(SequentialMethod value, string name) =>
        Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(name, value, "Not a method.");

    private static int AtLeastOne(int value, string name) =>
        value >= 1 ? value : throw new ArgumentOutOfRangeException(name, value, "Must be at least 1.");

    private static double Positive(double value, string name) =>
        value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "Must be more than 0 and finite.");
}
