namespace LlmNotebooks.Metrics;

/// <summary>Which of several choices an answer names.</summary>
/// <param name="Letter">The letter, A for the first; null where the answer names none, or more than one without saying which it means.</param>
/// <param name="Reason">What it was read from, or why there is none.</param>
public sealed record ChoiceReading(char? Letter, string Reason);
