namespace LlmNotebooks.Evaluation;

/// <summary>What a run knows of a candidate.</summary>
/// <param name="Name">Its name, unique within the run.</param>
/// <param name="Source">Where the model comes from; null where unknown.</param>
/// <param name="ModelId">What the model is called there; null where unknown.</param>
/// <param name="FileBytes">Size of the model's file; null where there is none.</param>
public sealed record RunCandidate(string Name, string? Source, string? ModelId, long? FileBytes);
