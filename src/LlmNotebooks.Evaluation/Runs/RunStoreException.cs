namespace LlmNotebooks.Evaluation;

/// <summary>A run store cannot be used as asked; the message says why and the way out.</summary>
public sealed class RunStoreException : Exception
{
    /// <summary>An error about one store.</summary>
    /// <param name="message">What is wrong, with the file and the way out.</param>
    /// <param name="path">The store's file.</param>
    /// <param name="inner">The cause, if any.</param>
    public RunStoreException(string message, string path, Exception? inner = null)
        : base(message, inner) => Path = path;

    /// <summary>The store's file.</summary>
    public string Path { get; }
}
