using System.Globalization;

namespace LlmNotebooks.Statistics;

/// <summary>A comparison of two models on the same items, planned.</summary>
/// <param name="Effect">The difference that is found, in the scores' unit, at least 0; where it is more than the design's <see cref="PairedDesign.LargestEffect"/>, none that there can be is.</param>
/// <param name="Items">n.</param>
/// <param name="Repetitions">K of every item, for each model.</param>
/// <param name="Power">Probability that a difference of that size is found.</param>
/// <param name="Confidence">Two-sided level of the comparison.</param>
/// <param name="StandardError">Of the mean difference.</param>
/// <param name="Design">What it rests on.</param>
public sealed record PairedPlan(double Effect, int Items, int Repetitions, double Power, double Confidence, double StandardError, PairedDesign Design)
{
    /// <summary>The plan in one sentence.</summary>
    public override string ToString()
    {
        string repetitions = Repetitions == 1 ? string.Empty : $" with {Repetitions} repetitions each";
        string clusters = Design.DesignEffect > 1 ? string.Create(CultureInfo.InvariantCulture, $", in clusters of {Design.ClusterSize:0.#} (design effect {Design.DesignEffect:0.00})") : string.Empty;
        if (Effect > Design.LargestEffect) { return string.Create(CultureInfo.InvariantCulture, $"{Items} items{repetitions}{clusters} do not show even the largest difference that there can be, {Design.LargestEffect:0.####}, with probability {Power:0.000} at {100 * Confidence:0.###}% confidence, going by {Design.Source}."); }
        return string.Create(CultureInfo.InvariantCulture, $"{Items} items{repetitions}{clusters} show a difference of {Effect:0.0000} with probability {Power:0.000} at {100 * Confidence:0.###}% confidence, going by {Design.Source}.");
    }
}
