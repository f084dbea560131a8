namespace LlmNotebooks.Statistics;

/// <summary>The mean of the items' scores with its uncertainty, for items that may share clusters.</summary>
/// <remarks>
/// An item's score is the mean of its observations (repetitions); the mean weighs every item alike.
/// With x̄ the mean over n items of scores m_i, C clusters and S_c = Σ_{i∈c}(m_i − x̄):
/// uncorrected SE = √(Σ S_c²) / n (Miller 2024, "Adding Error Bars to Evals", arXiv:2411.00640, clustered standard errors),
/// SE = that × √(C/(C−1)), the CR1 correction.
/// The naive SE takes every observation as independent: √(N/(N−1) Σ w²(x − x̄)²) with w = 1/(n · observations of the item),
/// which is s/√N where all items have as many observations.
/// <para>
/// Without bounds the interval is x̄ ± t_{C−1}·SE. Between bounds, here taken to 0 and 1, it is Wilson's (1927, JASA 22:209–212), with p = x̄ and, for n,
/// n* = x̄(1−x̄)/SE² · (z/t_{K−1})² · (N/(N−1) · (t_{N−1}/z)²)^ρ, at least K: the effective sample size of Korn and Graubard (1998), Survey Methodology 24:193–201,
/// with its degrees of freedom. K = n²/Σ n_c² is the effective number of clusters of n_c items (Kish 1965), C where all are of one size. ρ is the scores' variance
/// as a share of x̄(1−x̄), the most there can be: 1 for right and wrong answers, so that n* = N for independent ones and the interval is Wilson's own;
/// near 0 for scores that vary little, whose interval is x̄ ± t·SE, bent away from the ends.
/// Wherever the scores vary in few clusters only, the standard error is hardly known. The interval therefore reaches at least a share s/I of the way from x̄ to
/// either end, with s = z²/(K + z²), as far as Wilson's reaches when K of K agree, and I = ((C−1)/C · Σ S_c²)²/Σ S_c⁴, at least 1,
/// the number of clusters that carry the variance: 1 where one deviates from all others, or none.
/// With one cluster n* is 1.
/// </para>
/// </remarks>
/// <param name="Observations">N, scored observations.</param>
/// <param name="Items">n, items with at least one scored observation.</param>
/// <param name="Clusters">C, distinct clusters of those items.</param>
/// <param name="Mean">x̄; null without items.</param>
/// <param name="Se">Clustered standard error with C/(C−1); null with fewer than two clusters.</param>
/// <param name="SeUncorrected">Clustered standard error without the correction; null with fewer than two clusters.</param>
/// <param name="SeNaive">Standard error as if all observations were independent; null with fewer than two.</param>
/// <param name="Confidence">Two-sided level of <paramref name="Interval"/>, in (0, 1).</param>
/// <param name="Interval">Contains the mean; inside of the scores' range where they have one, and there never without width. Null without items, and with fewer than two clusters of scores without bounds.</param>
/// <param name="Method">How <paramref name="Interval"/> was made.</param>
public sealed record MeanEstimate(
    int Observations,
    int Items,
    int Clusters,
    double? Mean,
    double? Se,
    double? SeUncorrected,
    double? SeNaive,
    double Confidence,
    Interval? Interval,
    IntervalMethod Method)
{
    /// <summary>Why there is no interval; null where there is one.</summary>
    public string? Reason => Interval is not null ? null : Items == 0 ? "there is no score" : "there are fewer than 2 clusters, and the scores have no stated range";
}
