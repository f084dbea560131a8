namespace LlmNotebooks.Statistics;

/// <summary>One model's place among several.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Mean">Mean score over the items that all models have scores for.</param>
/// <param name="Rank">1 for the best mean; models with one mean share the middle of their ranks.</param>
/// <param name="ExpectedRank">Mean rank over the resamples.</param>
/// <param name="RankInterval">Percentile interval of the rank over the resamples.</param>
/// <param name="ProbabilityBest">Share of the resamples in which it is first; models that are first together share.</param>
public sealed record RankedModel(string Name, double Mean, double Rank, double ExpectedRank, Interval RankInterval, double ProbabilityBest);
