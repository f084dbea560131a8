namespace LlmNotebooks.Kernel.Documents;

/// <summary>A file that is not a notebook this kernel can read; the message says where and why.</summary>
internal sealed class NotebookFormatException : Exception
{
    public NotebookFormatException(string message)
        : base(message)
    {
    }

    public NotebookFormatException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
