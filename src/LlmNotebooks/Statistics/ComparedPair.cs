namespace LlmNotebooks.Statistics;

/// <summary>One pair of several models.</summary>
/// <param name="Comparison">Its paired comparison; its own p-value and interval are as if it were the only pair.</param>
/// <param name="P">Two-sided p-value: that of the paired t, or of the sign test where every cluster differs by the same, or 1 where none differs; null where the two are not comparable.</param>
/// <param name="PHolm">The p-value adjusted for the number of comparable pairs; null where there is none.</param>
/// <param name="Differs">Whether the adjusted p-value is less than α.</param>
public sealed record ComparedPair(PairedComparison Comparison, double? P, double? PHolm, bool Differs);
