namespace LlmNotebooks.Charts;

/// <summary>Row minus column; null where there is no difference.</summary>
internal sealed record PairCell(double? Difference, bool ToldApart);
