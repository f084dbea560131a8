namespace LlmNotebooks.Cli;

/// <summary>The command line parsed, but what it asks for does not make sense.</summary>
internal sealed class UsageException(string message) : Exception(message);
