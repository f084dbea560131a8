namespace LlmNotebooks.Statistics;

/// <summary>Two of several models, judged together with all the other pairs.</summary>
/// <param name="Comparison">The two alone, on the items that both have scores for, unadjusted; A is the one that stands first among the models.</param>
/// <param name="PHolm">The p-value adjusted by Holm for all pairs, in [0, 1]; null where there is none to adjust, and <see cref="Reason"/> says why.</param>
/// <param name="SimultaneousInterval">Interval of A − B that holds together with those of all pairs; null where there is no t interval.</param>
/// <param name="Verdict">What the adjusted p-value says; <see cref="ComparisonVerdict.NotDistinguishable"/> and <see cref="ComparisonVerdict.NotComparable"/> are both not told apart.</param>
public sealed record ModelPair(PairedComparison Comparison, double? PHolm, Interval? SimultaneousInterval, ComparisonVerdict Verdict)
{
    /// <summary>Name of the first.</summary>
    public string A => Comparison.A.Name;

    /// <summary>Name of the second.</summary>
    public string B => Comparison.B.Name;

    /// <summary>The unadjusted two-sided p-value: of the paired t, or, where every cluster differs alike, of the sign test; null without one.</summary>
    public double? P => Comparison.P ?? Comparison.SignP;

    /// <summary>Whether one of the two is shown to be better.</summary>
    public bool ToldApart => Verdict is ComparisonVerdict.ABetter or ComparisonVerdict.BBetter;

    /// <summary>Name of the better one; null where the two are not told apart.</summary>
    public string? Better => Verdict switch { ComparisonVerdict.ABetter => A, ComparisonVerdict.BBetter => B, _ => null };

    /// <summary>Why there is no interval, or no p-value; null where there are both.</summary>
    public string? Reason => Comparison.Reason;
}
