namespace LlmNotebooks.Evaluation;

/// <summary>A run made of another tool's log, and what the log does not tell.</summary>
/// <param name="Run">The run: the log's answers, and its scores as a scoring.</param>
/// <param name="Tool">Whose log it is: Inspect, lm-evaluation-harness or promptfoo.</param>
/// <param name="Unknown">What is missing in the run since the log does not tell it, in words.</param>
public sealed record ImportResult(Run Run, string Tool, IReadOnlyList<string> Unknown);
