namespace LlmNotebooks.Evaluation;

/// <summary>How often something happened for one reason.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Count">How often, at least 1.</param>
public sealed record ReasonCount(string Reason, int Count);
