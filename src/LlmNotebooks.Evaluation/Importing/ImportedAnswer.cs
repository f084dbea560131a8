using LlmNotebooks.Evaluation.Storage;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Evaluation.Importing;

/// <summary>An answer of a log: whose, to what, and how it was scored there.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Sample">Id of the sample.</param>
/// <param name="Repetition">From 1.</param>
/// <param name="Row">What the log tells of it.</param>
/// <param name="IsDated">Whether the log tells when it was asked.</param>
internal sealed record ImportedAnswer(string Model, string Sample, int Repetition, AnswerRow Row, bool IsDated)
{
    /// <summary>Scores by name.</summary>
    public Dictionary<string, Score> Scores { get; } = new(StringComparer.Ordinal);
}
