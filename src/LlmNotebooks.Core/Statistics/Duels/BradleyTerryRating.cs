namespace LlmNotebooks.Statistics;

/// <summary>One side's strength.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Judgements">Judgements it took part in.</param>
/// <param name="Wins">Its wins, ties as halves.</param>
/// <param name="Score">Strength, in (0, 1), all together 1; null where there is no fit.</param>
/// <param name="LogStrength">ln strength, all together 0; null where there is no fit.</param>
/// <param name="Se">Standard error of <paramref name="LogStrength"/> from the Fisher information; null where there is no fit.</param>
/// <param name="Interval">LogStrength ± z·Se; null where there is no fit.</param>
/// <param name="BootstrapInterval">Percentile interval of the log-strength over resampled judgements; null where none was asked for or too few resamples have a fit.</param>
public sealed record BradleyTerryRating(string Name, int Judgements, double Wins, double? Score, double? LogStrength, double? Se, Interval? Interval, Interval? BootstrapInterval);
