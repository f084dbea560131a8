using LlmNotebooks.Metrics;

namespace LlmNotebooks.Evaluation.Storage;

/// <summary>One answer on its way into the store; candidate, sample and metrics by their position in the plan.</summary>
internal sealed record AnswerRow(
    int Candidate,
    int Sample,
    int Repetition,
    long Seed,
    DateTimeOffset StartedAt,
    double LatencyMs,
    double? TimeToFirstTokenMs,
    long? InputTokens,
    long? OutputTokens,
    long? CachedInputTokens,
    long? ReasoningTokens,
    string? Text,
    string? FinishReason,
    string? ModelId,
    string? ErrorType,
    string? ErrorMessage,
    IReadOnlyList<Score> Scores);
