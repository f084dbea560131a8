namespace LlmNotebooks.Kernel.Parameters;

/// <summary>Values that a notebook cannot take; the message says which and why.</summary>
internal sealed class ParameterException(string message) : Exception(message);
