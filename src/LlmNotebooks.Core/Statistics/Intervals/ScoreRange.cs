namespace LlmNotebooks.Statistics;

/// <summary>The least and the greatest score that there can be.</summary>
/// <remarks>
/// A range whose ends are both finite gives means an interval inside of it (<see cref="IntervalMethod"/>). Where no range is stated, scores that are all exactly
/// 0 or 1 are taken as right and wrong answers, <see cref="Unit"/>, and any others as without bounds. A range that a score lies outside of does not hold and is not used.
/// </remarks>
public sealed record ScoreRange
{
    /// <summary>Makes a range.</summary>
    /// <param name="minimum">The least score; −∞ where there is none.</param>
    /// <param name="maximum">The greatest score, above <paramref name="minimum"/>; ∞ where there is none.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minimum"/> is not below <paramref name="maximum"/>, or one is NaN.</exception>
    public ScoreRange(double minimum, double maximum)
    {
        if (!(minimum < maximum)) { throw new ArgumentOutOfRangeException(nameof(maximum), maximum, FormattableString.Invariant($"The greatest score must be above the least, which is {minimum}.")); }
        (Minimum, Maximum) = (minimum, maximum);
    }

    /// <summary>From 0 to 1.</summary>
    public static ScoreRange Unit { get; } = new(0, 1);

    /// <summary>Any score: asks for the t interval, also where all scores happen to be 0 or 1.</summary>
    public static ScoreRange Unbounded { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>The least score.</summary>
    public double Minimum { get; }

    /// <summary>The greatest score.</summary>
    public double Maximum { get; }

    /// <summary>Whether both ends, and what lies between them, are finite.</summary>
    public bool IsBounded => double.IsFinite(Maximum - Minimum);
}
