namespace LlmNotebooks.Statistics;

/// <summary>The mean of the items' scores with its uncertainty, for items that may share clusters.</summary>
/// <remarks>
/// An item's score is the mean of its observations (repetitions); the mean weighs every item alike.
/// With x̄ the mean over n items of scores m_i, C clusters and S_c = Σ_{i∈c}(m_i − x̄):
/// uncorrected SE = √(Σ S_c²) / n (Miller 2024, "Adding Error Bars to Evals", arXiv:2411.00640, clustered standard errors),
/// SE = that × √(C/(C−1)), the CR1 correction, the interval x̄ ± t_{C−1}·SE.
/// The naive SE takes every observation as independent: √(N/(N−1) Σ w²(x − x̄)²) with w = 1/(n · observations of the item),
/// which is s/√N where all items have as many observations.
/// </remarks>
/// <param name="Observations">N, scored observations.</param>
/// <param name="Items">n, items with at least one scored observation.</param>
/// <param name="Clusters">C, distinct clusters of those items.</param>
/// <param name="Mean">x̄; null without items.</param>
/// <param name="Se">Clustered standard error with C/(C−1); null with fewer than two clusters.</param>
/// <param name="SeUncorrected">Clustered standard error without the correction; null with fewer than two clusters.</param>
/// <param name="SeNaive">Standard error as if all observations were independent; null with fewer than two.</param>
/// <param name="Confidence">Two-sided level of <paramref name="Interval"/>, in (0, 1).</param>
/// <param name="Interval">t interval with C−1 degrees of freedom; null with fewer than two clusters. Not clipped to the metric's range.</param>
public sealed record MeanEstimate(
    int Observations,
    int Items,
    int Clusters,
    double? Mean,
    double? Se,
    double? SeUncorrected,
    double? SeNaive,
    double Confidence,
    Interval? Interval);
