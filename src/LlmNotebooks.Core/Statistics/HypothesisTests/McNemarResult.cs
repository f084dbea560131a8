namespace LlmNotebooks.Statistics;

/// <summary>Outcome of McNemar's test of paired yes–no outcomes, such as items solved by two models.</summary>
public sealed record McNemarResult
{
    /// <summary>Pairs in which both succeed.</summary>
    public required int Both { get; init; }

    /// <summary>b: pairs in which only the first succeeds.</summary>
    public required int OnlyFirst { get; init; }

    /// <summary>c: pairs in which only the second succeeds.</summary>
    public required int OnlySecond { get; init; }

    /// <summary>Pairs in which neither succeeds.</summary>
    public required int Neither { get; init; }

    /// <summary>n, all pairs.</summary>
    public long Count => (long)Both + OnlyFirst + OnlySecond + Neither;

    /// <summary>Share of the pairs in which one succeeds: (b + c)/n, in [0, 1].</summary>
    public double DiscordantShare => ((double)OnlyFirst + OnlySecond) / Count;

    /// <summary>Difference of the two success rates: (b − c)/n, in [−1, 1].</summary>
    public double Difference => ((double)OnlyFirst - OnlySecond) / Count;

    /// <summary>b/c, the conditional odds ratio; null where c is 0.</summary>
    public double? OddsRatio => OnlySecond == 0 ? null : (double)OnlyFirst / OnlySecond;

    /// <summary>Exact two-sided p-value: min(1, 2·P(X ≤ min(b, c))) of X heads among b + c fair coins; 1 without discordant pairs.</summary>
    public required double PExact { get; init; }

    /// <summary>Mid-p value: the exact one less the probability of the observed b, and 1 less half of it where b = c; 1 without discordant pairs. Fagerland, Lydersen and Laake (2013), BMC Medical Research Methodology 13:91.</summary>
    public required double PMid { get; init; }

    /// <summary>χ² = (b − c)²/(b + c), with one degree of freedom; null without discordant pairs.</summary>
    public double? ChiSquare { get; init; }

    /// <summary>p-value of <see cref="ChiSquare"/>.</summary>
    public double? PChiSquare { get; init; }

    /// <summary>With Edwards' continuity correction: max(0, |b − c| − 1)²/(b + c); null without discordant pairs. Edwards (1948), Psychometrika 13:185–187.</summary>
    public double? ChiSquareCorrected { get; init; }

    /// <summary>p-value of <see cref="ChiSquareCorrected"/>.</summary>
    public double? PChiSquareCorrected { get; init; }

    /// <summary>Two-sided level of <see cref="Interval"/>, in (0, 1).</summary>
    public required double Confidence { get; init; }

    /// <summary>Interval of <see cref="Difference"/>, in [−1, 1], from the score intervals of the two rates. Newcombe (1998), Statistics in Medicine 17:2635–2650, method 10.</summary>
    public required Interval Interval { get; init; }
}
