namespace LlmNotebooks.Evaluation;

/// <summary>One sample at one repetition, as two models answered it.</summary>
/// <param name="SampleId">The sample.</param>
/// <param name="Category">Its category; null where it has none.</param>
/// <param name="Cluster">Its cluster key; null where it has none.</param>
/// <param name="Repetition">From 1.</param>
/// <param name="Input">What was asked.</param>
/// <param name="Target">The expected answer; null where none is known.</param>
/// <param name="A">The first model's answer.</param>
/// <param name="B">The second model's answer.</param>
public sealed record Disagreement(
    string SampleId,
    string? Category,
    string? Cluster,
    int Repetition,
    string Input,
    string? Target,
    DisagreementSide A,
    DisagreementSide B);
