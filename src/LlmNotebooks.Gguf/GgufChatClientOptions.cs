namespace LlmNotebooks.Gguf;

/// <summary>Limits and ownership of a <see cref="GgufChatClient"/>.</summary>
public sealed record GgufChatClientOptions
{
    /// <summary>Threads that compute at once, at least 1; one answer uses one thread, further calls wait. Default: the machine's processors.</summary>
    public int MaxThreads
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Must be at least 1.");
    } = Environment.ProcessorCount;

    /// <summary>Name that responses carry; the model's own name by default.</summary>
    public string? ModelId { get; init; }

    /// <summary>Whether the model is disposed with the client, for a client that has a model to itself. Default false.</summary>
    public bool OwnsModel { get; init; }
}
