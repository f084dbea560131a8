namespace LlmNotebooks.Kernel.Jupyter;

/// <summary>Frames that are not a message of the protocol, or not one that may be trusted; the message says why.</summary>
internal sealed class InvalidMessageException(string message) : Exception(message);
