namespace LlmNotebooks.Cli.Kernelspecs;

/// <summary>A kernel could not be installed or removed; the message says why and what to do.</summary>
internal sealed class KernelspecException(string message, Exception? inner = null) : Exception(message, inner);
