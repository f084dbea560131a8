namespace LlmNotebooks.Statistics;

/// <summary>pass@k and pass^k over items.</summary>
/// <param name="K">k.</param>
/// <param name="AnyOfK">pass@k: the mean probability that at least one of k attempts solves an item.</param>
/// <param name="AllOfK">pass^k: the mean probability that all k attempts do.</param>
/// <param name="Missing">Items with fewer than k attempts, by item, with the reason; they are in neither mean.</param>
public sealed record PassAtKEstimate(int K, MeanEstimate AnyOfK, MeanEstimate AllOfK, IReadOnlyDictionary<string, string> Missing);
