using System.Globalization;

namespace LlmNotebooks.Statistics;

/// <summary>Where a sequential comparison stands.</summary>
/// <param name="Samples">n, differences added.</param>
/// <param name="Mean">Their mean; null before the first.</param>
/// <param name="EValue">Evidence against a difference of 0 at n, at least 0 and perhaps infinite: what bets at fair odds against it have made of 1 (for bounded differences, of ½ on the better of two sides).</param>
/// <param name="P">Anytime-valid p-value in [0, 1]: 1 over the largest e-value so far.</param>
/// <param name="Interval">The confidence sequence at n: with the plan's confidence it holds the mean difference at all looks at once.</param>
/// <param name="Decision">What was decided, at the first look that decided it.</param>
/// <param name="DecidedAt">The number of differences at that look; null where nothing is decided.</param>
public sealed record SequentialState(int Samples, double? Mean, double EValue, double P, Interval Interval, SequentialDecision Decision, int? DecidedAt)
{
    /// <summary>The state in one sentence.</summary>
    public override string ToString()
    {
        string said = Decision switch
        {
            SequentialDecision.ABetter => $"A is better, decided after {DecidedAt}",
            SequentialDecision.BBetter => $"B is better, decided after {DecidedAt}",
            SequentialDecision.Equivalent => $"no difference that matters, decided after {DecidedAt}",
            _ => "not decided",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{said}: {Samples} differences, mean {Mean:0.0000}, confidence sequence {Interval.Lower:0.0000} to {Interval.Upper:0.0000}, p {P:0.0000}.");
    }
}
