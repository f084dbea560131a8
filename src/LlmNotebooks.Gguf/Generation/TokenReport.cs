namespace LlmNotebooks.Gguf.Generation;

/// <summary>A generated token beside the most probable ones at its place.</summary>
/// <param name="Chosen">The token that was generated.</param>
/// <param name="Top">The most probable tokens, best first; as many as were asked for.</param>
public sealed record TokenReport(TokenProbability Chosen, IReadOnlyList<TokenProbability> Top);
