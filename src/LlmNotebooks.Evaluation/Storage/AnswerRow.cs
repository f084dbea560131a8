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
    IReadOnlyList<Score> Scores)
{
    /// <summary>How each attempt failed that was followed by another.</summary>
    public IReadOnlyList<string> Retried { get; init; } = [];

    /// <summary>Time between the first attempt's beginning and the last one's.</summary>
    public double WaitedMs { get; init; }
}
