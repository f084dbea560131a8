using System.Globalization;

namespace LlmNotebooks.Statistics;

/// <summary>Which of two models scores better on the same items, and whether the items suffice to say so. Differences are A − B.</summary>
/// <remarks>
/// Repetitions are averaged within each item first; items with a score from both sides are paired: d_i = a_i − b_i. The standard error of the mean
/// difference is clustered: √(C/(C−1) Σ_c (Σ_{i∈c}(d_i − d̄))²)/n, which is s_d/√n where every item is its own cluster.
/// The paired t has C−1 degrees of freedom. The unpaired standard error √(SE_A² + SE_B²), of the clustered ones, is what one would have without pairing;
/// its p-value is from the normal distribution. Miller 2024, "Adding Error Bars to Evals", arXiv:2411.00640.
/// Where every cluster differs by the same and not by 0 (one side right everywhere, the other nowhere), the paired standard error is 0 and there is
/// no t; the verdict is then that of the exact two-sided sign test over the clusters, p = min(1, 2 · 2^−C), Dixon and Mood 1946, JASA 41:557–566.
/// The sign test over the clusters' mean differences is there wherever there are pairs, also where it does not decide: <see cref="SignTest"/>.
/// </remarks>
public sealed record PairedComparison
{
    /// <summary>The first side.</summary>
    public required ComparisonSide A { get; init; }

    /// <summary>The second side.</summary>
    public required ComparisonSide B { get; init; }

    /// <summary>n, items with a score from both sides.</summary>
    public required int Items { get; init; }

    /// <summary>C, clusters of those items.</summary>
    public required int Clusters { get; init; }

    /// <summary>Two-sided level of <see cref="Interval"/> and of the verdict.</summary>
    public required double Confidence { get; init; }

    /// <summary>Mean of A minus mean of B; null where a side has no score. Over paired items, or, where there are none, over each side's own.</summary>
    public double? Difference { get; init; }

    /// <summary>Clustered standard error of the mean difference, with C/(C−1); null with fewer than two clusters.</summary>
    public double? SePaired { get; init; }

    /// <summary>Difference / <see cref="SePaired"/>; null without one, and where it is 0.</summary>
    public double? T { get; init; }

    /// <summary>C − 1; null with fewer than two clusters.</summary>
    public int? DegreesOfFreedom { get; init; }

    /// <summary>Two-sided p-value of <see cref="T"/> from Student's t; null without it. That of the sign test is <see cref="SignP"/>.</summary>
    public double? P { get; init; }

    /// <summary>Two-sided p-value of <see cref="SignTest"/> where it decides: where every cluster differs by the same and not by 0; null elsewhere.</summary>
    public double? SignP { get; init; }

    /// <summary>The exact sign test over the clusters' mean differences, without those of 0; null without a pair.</summary>
    public SignTestResult? SignTest { get; init; }

    /// <summary>t interval of the difference; null without <see cref="T"/>.</summary>
    public Interval? Interval { get; init; }

    /// <summary>√(SE_A² + SE_B²) of the clustered standard errors; null where a side has none.</summary>
    public double? SeUnpaired { get; init; }

    /// <summary>Two-sided p-value of difference / <see cref="SeUnpaired"/> from the normal distribution; null without it, and where it is 0.</summary>
    public double? PUnpaired { get; init; }

    /// <summary>Pearson correlation of the two sides' item scores; null where a side does not vary.</summary>
    public double? Correlation { get; init; }

    /// <summary>SE_unpaired² / SE_paired²: how many times the items an unpaired comparison would need; null where either is missing or the latter 0.</summary>
    public double? VarianceRatio { get; init; }

    /// <summary>The verdict at <see cref="Confidence"/>.</summary>
    public required ComparisonVerdict Verdict { get; init; }

    /// <summary>Whether the lower score is the better one. Default false.</summary>
    public bool LowerIsBetter { get; init; }

    /// <summary>Why there is no interval, and what the verdict rests on instead; null where there is one.</summary>
    public string? Reason { get; init; }

    /// <summary>The verdict in one sentence.</summary>
    public string VerdictText
    {
        get
        {
            string level = (100 * Confidence).ToString("0.###", CultureInfo.InvariantCulture);
            string evidence = Interval is { } interval
                ? string.Create(CultureInfo.InvariantCulture, $"difference {Difference:0.0000}, {level}% interval {interval.Lower:0.0000} to {interval.Upper:0.0000}, p {(P < 0.00005 ? "< 0.0001" : "= " + P?.ToString("0.0000", CultureInfo.InvariantCulture))}, {Items} pairs, {Clusters} clusters")
                : Reason ?? string.Empty;
            return Verdict switch
            {
                ComparisonVerdict.ABetter => $"{A.Name} is better than {B.Name}: {evidence}.",
                ComparisonVerdict.BBetter => $"{B.Name} is better than {A.Name}: {evidence}.",
                ComparisonVerdict.NotDistinguishable => $"{A.Name} and {B.Name} are not distinguishable: {evidence}.",
                _ => $"{A.Name} and {B.Name} are not comparable: {evidence}.",
            };
        }
    }

    /// <summary>Compares two sets of scores, wherever they came from.</summary>
    /// <param name="nameA">Name of the first.</param>
    /// <param name="a">Its observations, in any order; repetitions repeat the item. Null and NaN scores are missing.</param>
    /// <param name="nameB">Name of the second.</param>
    /// <param name="b">Its observations.</param>
    /// <param name="confidence">Two-sided level, in (0, 1).</param>
    /// <param name="range">What scores there can be, for the interval of each side's mean; null where that is not known: if all scores of both are 0 or 1, from 0 to 1.</param>
    /// <exception cref="ArgumentException">An item is in two clusters.</exception>
    /// <param name="lowerIsBetter">Whether the model with the lower scores is the better one; differences stay A − B.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is not in (0, 1).</exception>
    public static PairedComparison Compare(string nameA, IEnumerable<ItemScore> a, string nameB, IEnumerable<ItemScore> b, double confidence = 0.95, ScoreRange? range = null, bool lowerIsBetter = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(nameA);
        ArgumentException.ThrowIfNullOrWhiteSpace(nameB);
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        Distribution.ValidConfidence(confidence);
        PairedComparison comparison = new PairedScores(nameA, new ItemScores(a), nameB, new ItemScores(b), confidence, range).Compare();
        return lowerIsBetter ? comparison.WhereLowerIsBetter() : comparison;
    }

    /// <summary>The verdict in one sentence.</summary>
    public override string ToString() => VerdictText;

    /// <summary>The same figures, and the other one is better.</summary>
    internal PairedComparison WhereLowerIsBetter() => this with
    {
        LowerIsBetter = true,
        Verdict = Verdict switch
        {
            ComparisonVerdict.ABetter => ComparisonVerdict.BBetter,
            ComparisonVerdict.BBetter => ComparisonVerdict.ABetter,
            _ => Verdict,
        },
    };
}
