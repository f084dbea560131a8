using LlmNotebooks.Metrics;

namespace LlmNotebooks.Evaluation;

/// <summary>A scoring of a run's answers, as its store lists it.</summary>
public sealed record ScoringInfo
{
    /// <summary>Identifies the scoring within its run, from 1 in the order in which they were begun.</summary>
    public required int Number { get; init; }

    /// <summary>Its metrics with their facts: name, version, range, direction, parameters.</summary>
    public required IReadOnlyList<MetricInfo> Metrics { get; init; }

    /// <summary>How far it came.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null while it goes on, or where its process was killed.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Answers that it has scored, or has found no score for.</summary>
    public required long Answers { get; init; }

    /// <summary>Tokens of prompts that judges took; 0 where none was asked.</summary>
    public long InputTokens { get; init; }

    /// <summary>Tokens of answers that judges gave; 0 where none was asked.</summary>
    public long OutputTokens { get; init; }

    /// <summary>The models that say they judged.</summary>
    public IReadOnlyList<string> Judges { get; init; } = [];

    /// <summary>Its key in the store.</summary>
    internal long Key { get; init; }

    /// <summary>Whether it is by these metrics, in this order.</summary>
    internal bool IsOf(IReadOnlyList<MetricInfo> metrics) => Metrics.Count == metrics.Count && Metrics.Zip(metrics).All(pair => pair.First.IsSame(pair.Second));
}
