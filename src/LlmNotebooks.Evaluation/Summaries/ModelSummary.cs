using System.Globalization;
using LlmNotebooks.Evaluation.Summaries;

namespace LlmNotebooks.Evaluation;

/// <summary>One model over a run, or over one category of it.</summary>
public sealed record ModelSummary
{
    /// <summary>The candidate's name.</summary>
    public required string Model { get; init; }

    /// <summary>The category; null where the whole run is meant.</summary>
    public string? Category { get; init; }

    /// <summary>Stored calls, failed ones included.</summary>
    public required int Calls { get; init; }

    /// <summary>Distinct samples among them.</summary>
    public required int Samples { get; init; }

    /// <summary>Distinct clusters among them; a sample without a cluster key counts as its own.</summary>
    public required int Clusters { get; init; }

    /// <summary>Failed calls.</summary>
    public required int Errors { get; init; }

    /// <summary>What failed, the commonest first, by the names of <see cref="Answer.ErrorType"/>.</summary>
    public required IReadOnlyList<ReasonCount> ErrorTypes { get; init; }

    /// <summary>Attempts that failed and were followed by another.</summary>
    public required int Retries { get; init; }

    /// <summary>Why they failed, the commonest first, by the same names.</summary>
    public required IReadOnlyList<ReasonCount> RetryTypes { get; init; }

    /// <summary>Why the answered calls ended, as the services wrote it, the commonest first.</summary>
    public required IReadOnlyList<ReasonCount> FinishReasons { get; init; }

    /// <summary>
    /// What is to be known of the answers beside their scores, the commonest first: <c>cut</c> at the token limit, <c>filtered</c> by the service (also where it says so by an
    /// error), <c>refused</c>, <c>tool_calls</c>, <c>empty</c>, <c>reasoning_in_text</c>, <c>unfinished_reasoning</c>, <c>over_limit</c>.
    /// </summary>
    public IReadOnlyList<ReasonCount> Marks { get; init; } = [];

    /// <summary>Time from call to last token of the answered calls, in milliseconds; null where none was answered.</summary>
    public Spread? LatencyMs { get; init; }

    /// <summary>Time from call to first text of the streamed answers, in milliseconds; null where none was streamed.</summary>
    public Spread? TimeToFirstTokenMs { get; init; }

    /// <summary>Prompt tokens over all answers that report them; null where none does.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Answer tokens over all answers that report them; null where none does.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>Answered calls that report no answer tokens.</summary>
    public required int WithoutUsage { get; init; }

    /// <summary>Answer tokens per second of latency, over the answers that report them; null where none does.</summary>
    public double? OutputTokensPerSecond { get; init; }

    /// <summary>Each metric of the run, in its order.</summary>
    public required IReadOnlyList<MetricSummary> Metrics { get; init; }

    /// <summary>Failed calls per call, in [0, 1]; null without calls.</summary>
    public double? ErrorRate => Calls == 0 ? null : (double)Errors / Calls;

    /// <summary>Mean latency of the answered calls in milliseconds; null where none was answered.</summary>
    public double? AverageResponseMs => LatencyMs?.Mean;

    /// <summary>How many answers have a mark, as in <see cref="Marks"/>.</summary>
    /// <param name="mark">Its name.</param>
    public int Marked(string mark) => Marks.FirstOrDefault(count => string.Equals(count.Reason, mark, StringComparison.Ordinal))?.Count ?? 0;

    /// <summary>What is to be known of the answers in words, <c>40 cut at --max-tokens, 3 filtered by the service</c>; null where nothing is.</summary>
    public string? MarksText => Marks.Count == 0 ? null : string.Join(", ", Marks.Select(mark => string.Create(CultureInfo.InvariantCulture, $"{mark.Count:N0} {MarkWords.Of(mark.Reason)}")));

    /// <summary>The summary of one metric.</summary>
    /// <exception cref="ArgumentException">The run has no such metric.</exception>
    public MetricSummary Metric(string name) =>
        Metrics.FirstOrDefault(metric => string.Equals(metric.Metric, name, StringComparison.Ordinal))
        ?? throw new ArgumentException($"The run has no metric '{name}'; it has {string.Join(", ", Metrics.Select(metric => metric.Metric))}.", nameof(name));
}
