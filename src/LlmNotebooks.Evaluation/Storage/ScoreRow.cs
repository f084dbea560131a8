using System.Runtime.InteropServices;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Evaluation.Storage;

/// <summary>One stored score: which metric of which scoring, and what it says.</summary>
/// <param name="Scoring">Number of the scoring within the run.</param>
/// <param name="Metric">Position of the metric in the scoring.</param>
/// <param name="Value">The score; null where it is missing.</param>
/// <param name="Reason">Why it is that, or why it is missing.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ScoreRow(int Scoring, int Metric, double? Value, string? Reason)
{
    /// <summary>Why an answer has no score of a scoring that is under way, was interrupted, or ended before the answer came.</summary>
    internal const string NotScored = "not scored yet";

    /// <summary>The score as its metric gave it.</summary>
    public Score ToScore() => Value is { } value ? Score.Of(value, Reason) : Score.Missing(Reason ?? "no reason stored");
}
