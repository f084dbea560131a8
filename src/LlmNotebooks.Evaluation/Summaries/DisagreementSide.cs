using LlmNotebooks.Metrics;

namespace LlmNotebooks.Evaluation;

/// <summary>What one of two models answered.</summary>
/// <param name="Text">The answer; null where the call failed.</param>
/// <param name="Score">Its score, or why it has none.</param>
public sealed record DisagreementSide(string? Text, Score Score);
