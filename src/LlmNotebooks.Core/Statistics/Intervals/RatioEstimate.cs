namespace LlmNotebooks.Statistics;

/// <summary>A ratio of two totals with its uncertainty, such as dollars for a solved task.</summary>
/// <param name="Observations">Pairs of numerator and denominator.</param>
/// <param name="Clusters">C, distinct clusters of them.</param>
/// <param name="Ratio">Σ numerators / Σ denominators; null where the denominators add up to 0.</param>
/// <param name="Lower">Lower bound of the interval; null where there is none.</param>
/// <param name="Upper">Upper bound; null where there is none: the denominators may as well add up to 0.</param>
/// <param name="Confidence">Two-sided level, in (0, 1).</param>
/// <param name="Reason">Why there is no ratio or no interval, or why it has no upper end; null where both ends are there.</param>
public sealed record RatioEstimate(int Observations, int Clusters, double? Ratio, double? Lower, double? Upper, double Confidence, string? Reason);
