namespace LlmNotebooks.Kernel.Jupyter;

/// <summary>A connection file that says nothing that the kernel can serve; the message names it and says why.</summary>
internal sealed class ConnectionFileException(string message) : Exception(message);
