namespace LlmNotebooks.Inference;

/// <summary>A service's answer broke off, or held nothing: what came of it is no answer.</summary>
/// <param name="message">What is missing.</param>
/// <param name="inner">What the reader of the answer said; null where it said nothing.</param>
public sealed class IncompleteAnswerException(string message, Exception? inner = null) : IOException(message, inner);
