using LlmNotebooks.Statistics;

namespace LlmNotebooks.Decisions;

/// <summary>One candidate of a <see cref="Choice"/>.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Standing">Where it stands.</param>
/// <param name="Score">Its mean score; null where every score is missing.</param>
/// <param name="Missing">Its answers without a score.</param>
/// <param name="Difference">Its paired difference to the best, over the items that both have scores for; null for the best, and where they share none.</param>
/// <param name="Interval">Interval of the difference at the corrected level, whatever the missing scores are; null for the best, and where there is none.</param>
/// <param name="Cost">Its cost; null where unknown.</param>
/// <param name="Reason">Why it stands there.</param>
public sealed record ChoiceOption(string Model, Standing Standing, double? Score, int Missing, double? Difference, Interval? Interval, double? Cost, string Reason);
