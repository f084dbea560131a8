namespace LlmNotebooks.Gguf.Generation;

/// <summary>A token and how probable it was.</summary>
/// <param name="Id">Token id.</param>
/// <param name="Text">What the token adds to the text; empty for control tokens.</param>
/// <param name="LogProbability">Natural logarithm of its probability among all tokens, before any narrowing or temperature; at most 0.</param>
public readonly record struct TokenProbability(int Id, string Text, double LogProbability);
