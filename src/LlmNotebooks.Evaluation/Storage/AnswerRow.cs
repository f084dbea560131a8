using Microsoft.Extensions.AI;

namespace LlmNotebooks.Evaluation.Storage;

/// <summary>One stored answer; candidate and sample by their position in the plan.</summary>
/// <remarks>One object for a row on its way in and out: its columns are those of <see cref="AnswerColumns"/>.</remarks>
public sealed class AnswerRow
{
    /// <summary>Key of the row; 0 before it is stored.</summary>
    public long Key { get; set; }

    /// <summary>Position of the candidate in the plan.</summary>
    public int Candidate { get; set; }

    /// <summary>Position of the sample in the data set.</summary>
    public int Sample { get; set; }

    /// <summary>From 1.</summary>
    public int Repetition { get; set; }

    /// <summary>The seed sent with the call.</summary>
    public long Seed { get; set; }

    /// <summary>When the call began.</summary>
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>Of the last attempt, in milliseconds; null where an imported log does not tell it.</summary>
    public double? LatencyMs { get; set; }

    /// <summary>To the first text, in milliseconds; null where not streamed.</summary>
    public double? TimeToFirstTokenMs { get; set; }

    /// <summary>Prompt tokens; null where not reported.</summary>
    public long? InputTokens { get; set; }

    /// <summary>Answer tokens; null where not reported.</summary>
    public long? OutputTokens { get; set; }

    /// <summary>Prompt tokens read from a cache; null where not reported.</summary>
    public long? CachedInputTokens { get; set; }

    /// <summary>Tokens of reasoning; null where not reported.</summary>
    public long? ReasoningTokens { get; set; }

    /// <summary>The answer's text; null where the call failed.</summary>
    public string? Text { get; set; }

    /// <summary>As the service wrote it; null where not reported.</summary>
    public string? FinishReason { get; set; }

    /// <summary>The model that says it answered; null where not reported.</summary>
    public string? ModelId { get; set; }

    /// <summary>What failed at last; null where the call was answered.</summary>
    public string? ErrorType { get; set; }

    /// <summary>How it failed, without secrets; null where the call was answered.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>How each attempt failed that was followed by another, with commas between; null where none was.</summary>
    public string? Retried { get; set; }

    /// <summary>From the first attempt's beginning to the last one's, in milliseconds; null where there was one attempt.</summary>
    public double? WaitedMs { get; set; }

    /// <summary>The model's reasoning; null where it gave none.</summary>
    public string? Reasoning { get; set; }

    /// <summary>The model's words where it refused; null where it did not.</summary>
    public string? Refusal { get; set; }

    /// <summary>The whole response as JSON, where it is more than one text; null where it is not.</summary>
    public string? Response { get; set; }

    /// <summary>Every count that was reported, as JSON; null where none was.</summary>
    public string? Usage { get; set; }

    /// <summary>The service's id of the response; null where not reported.</summary>
    public string? ResponseId { get; set; }

    /// <summary>Who answered behind a broker; null where not reported.</summary>
    public string? AnsweredBy { get; set; }

    /// <summary>What is to be known of the answer beside its scores, with commas between: <c>cut</c>, <c>filtered</c> …; null where nothing is, or the row is of a former store.</summary>
    public string? Marks { get; set; }

    /// <summary>What the service itself says that it charges, in USD; null where it does not.</summary>
    public decimal? ServiceCostUsd { get; set; }

    /// <summary>Its scores, where they were asked for.</summary>
    public IReadOnlyList<ScoreRow> Scores { get; set; } = [];

    /// <summary>What was asked, while the answer is on its way; null where it was read from a store.</summary>
    internal Datasets.Sample? Asked { get; set; }

    /// <summary>What the client counted, likewise.</summary>
    internal UsageDetails? Counts { get; set; }

    /// <summary>Whether the call failed.</summary>
    public bool IsError => ErrorType is not null;
}
