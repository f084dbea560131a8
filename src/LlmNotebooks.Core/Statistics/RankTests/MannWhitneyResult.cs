namespace LlmNotebooks.Statistics;

/// <summary>Outcome of the Mann–Whitney test.</summary>
public sealed record MannWhitneyResult
{
    /// <summary>Values of the first sample.</summary>
    public required int Count { get; init; }

    /// <summary>Values of the second sample.</summary>
    public required int SecondCount { get; init; }

    /// <summary>U of the first: pairs in which its value is the larger, ties counting half.</summary>
    public required double U { get; init; }

    /// <summary>U of the second: the other pairs.</summary>
    public double USecond => ((double)Count * SecondCount) - U;

    /// <summary>z of the normal approximation; null where the test is exact, or all values are equal.</summary>
    public double? Z { get; init; }

    /// <summary>Two-sided p-value, in [0, 1].</summary>
    public required double P { get; init; }

    /// <summary>One-sided p-value for a first sample of larger values.</summary>
    public required double PGreater { get; init; }

    /// <summary>One-sided p-value for a first sample of smaller values.</summary>
    public required double PLess { get; init; }

    /// <summary>Whether the p-values are exact.</summary>
    public required bool Exact { get; init; }

    /// <summary>Whether some values are equal.</summary>
    public required bool HasTies { get; init; }

    /// <summary>
    /// Probability that a value of the first is larger than one of the second, ties counting half: U/(n·m), in [0, 1]; the area under the ROC curve,
    /// the common-language effect size, Vargha and Delaney's A (2000), Journal of Educational and Behavioral Statistics 25:101–132.
    /// </summary>
    public double Auc => U / ((double)Count * SecondCount);

    /// <summary>Cliff's delta, which is the rank-biserial correlation: 2A − 1, in [−1, 1]. Cliff (1993), Psychological Bulletin 114:494–509.</summary>
    public double CliffsDelta => (U - USecond) / ((double)Count * SecondCount);
}
