using System.Text.Json;
using LlmNotebooks.Metrics;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Evaluation;

/// <summary>One call of a run: what was asked, what came back, how it was scored.</summary>
public sealed record Answer
{
    /// <summary>Name of the candidate.</summary>
    public required string Model { get; init; }

    /// <summary>Id of the sample.</summary>
    public required string SampleId { get; init; }

    /// <summary>Content hash of the sample.</summary>
    public required string SampleHash { get; init; }

    /// <summary>Category of the sample; null where it has none.</summary>
    public string? Category { get; init; }

    /// <summary>Cluster key of the sample; null where it has none.</summary>
    public string? Cluster { get; init; }

    /// <summary>Wording of the sample within its cluster; null where it has none.</summary>
    public string? Template { get; init; }

    /// <summary>What was asked.</summary>
    public required string Input { get; init; }

    /// <summary>The expected answer; null where none is known.</summary>
    public string? Target { get; init; }

    /// <summary>From 1.</summary>
    public required int Repetition { get; init; }

    /// <summary>The seed sent with the call.</summary>
    public required long Seed { get; init; }

    /// <summary>When the call began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>From the last attempt's beginning to its last token, or to its failure, in milliseconds; attempts and waits before it are in <see cref="WaitedMs"/>. Null where an imported log does not tell it.</summary>
    public required double? LatencyMs { get; init; }

    /// <summary>From the call to the first text, in milliseconds; null where not streamed.</summary>
    public double? TimeToFirstTokenMs { get; init; }

    /// <summary>Tokens of the prompt as the model counted them; null where not reported.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Tokens of the answer as the model counted them; null where not reported.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>Prompt tokens read from a cache, some of <see cref="InputTokens"/>; null where not reported.</summary>
    public long? CachedInputTokens { get; init; }

    /// <summary>Tokens of reasoning, some of <see cref="OutputTokens"/>; null where not reported.</summary>
    public long? ReasoningTokens { get; init; }

    /// <summary>Every count that the model reported, by name; empty where it reported none.</summary>
    public IReadOnlyDictionary<string, long> Usage { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>The model's reasoning; null where it gave none.</summary>
    public string? Reasoning { get; init; }

    /// <summary>The model's words where it refused; null where it did not.</summary>
    public string? Refusal { get; init; }

    /// <summary>The answer's text; null where the call failed.</summary>
    public string? Text { get; init; }

    /// <summary>Why the model stopped (stop, length …), as the service wrote it; null where not reported.</summary>
    public string? FinishReason { get; init; }

    /// <summary>
    /// What is to be known of the answer beside its scores: <c>cut</c> at the token limit, <c>filtered</c> by the service, <c>refused</c>, <c>tool_calls</c>, <c>empty</c>,
    /// <c>reasoning_in_text</c>, <c>unfinished_reasoning</c>, <c>over_limit</c> (more tokens than were asked for). Empty where nothing is.
    /// </summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>What the service itself says that it charges, in USD; null where it does not.</summary>
    public decimal? ServiceCostUsd { get; init; }

    /// <summary>The model that says it answered; null where not reported.</summary>
    public string? ModelId { get; init; }

    /// <summary>The service's id of the response; null where not reported.</summary>
    public string? ResponseId { get; init; }

    /// <summary>Who answered behind a broker; null where not reported.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>
    /// What failed at last: <c>http-429</c> and the like, <c>timeout</c>, <c>first-token-timeout</c>, <c>unreachable</c>, <c>broken-connection</c>,
    /// <c>incomplete-answer</c>, <c>malformed-answer</c>, <c>answer-too-long</c>, <c>content-filter</c>, <c>service-error</c>, <c>tls</c>, or <c>failed</c> where nothing is known but
    /// the message; null where the call was answered.
    /// </summary>
    public string? ErrorType { get; init; }

    /// <summary>How it failed, without secrets; null where the call was answered.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>How each attempt failed that was followed by another, by the names of <see cref="ErrorType"/>; empty where the first one settled it.</summary>
    public IReadOnlyList<string> Retried { get; init; } = [];

    /// <summary>Time between the first attempt's beginning and the last one's, in milliseconds: failed attempts and waits.</summary>
    public double WaitedMs { get; init; }

    /// <summary>The whole response: all its messages and contents, tool calls among them; null where the call failed.</summary>
    /// <remarks>Read from the store when asked for; what was text alone is made of <see cref="Text"/>.</remarks>
    public ChatResponse? Response =>
        ResponseJson is { } json ? JsonSerializer.Deserialize<ChatResponse>(json, AIJsonUtilities.DefaultOptions)
        : Text is { } text ? new ChatResponse(new ChatMessage(ChatRole.Assistant, text)) { FinishReason = FinishReason is { } reason ? new ChatFinishReason(reason) : null, ModelId = ModelId, ResponseId = ResponseId }
        : null;

    internal string? ResponseJson { get; init; }

    /// <summary>The score of each metric of the run, by its name.</summary>
    public required IReadOnlyDictionary<string, Score> Scores { get; init; }

    /// <summary>The score of a metric; null where it is missing, or the run has no such metric.</summary>
    public double? ScoreOf(string metric) => Scores.TryGetValue(metric, out Score? score) ? score.Value : null;

    /// <summary>Whether the call failed.</summary>
    public bool IsError => ErrorType is not null;
}
