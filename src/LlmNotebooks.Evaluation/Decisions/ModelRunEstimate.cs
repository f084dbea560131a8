namespace LlmNotebooks.Decisions;

/// <summary>What one model of a planned run will take.</summary>
/// <param name="Model">The candidate's name.</param>
/// <param name="Calls">Calls, first attempts only.</param>
/// <param name="InputTokens">Prompt tokens over all calls.</param>
/// <param name="OutputTokens">Answer tokens over all calls; null where nothing says how long answers are.</param>
/// <param name="OutputIsLongest">Whether <paramref name="OutputTokens"/> is the most there can be and not what is expected.</param>
/// <param name="CostUsd">Their price in USD; 0 for a model in this process, null where it is not known.</param>
/// <param name="Unpriced">Why there is no price; null where there is one.</param>
/// <param name="LatencyMs">Mean time of a call in milliseconds; null without a pilot.</param>
public sealed record ModelRunEstimate(
    string Model, long Calls, long InputTokens, long? OutputTokens, bool OutputIsLongest, decimal? CostUsd, string? Unpriced, double? LatencyMs);
