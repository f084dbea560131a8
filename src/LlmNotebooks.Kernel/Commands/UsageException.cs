namespace LlmNotebooks.Kernel.Commands;

/// <summary>A command line that makes no sense; the message says why.</summary>
internal sealed class UsageException(string message) : Exception(message);
