using Microsoft.Extensions.AI;

namespace LlmNotebooks.Candidates;

/// <summary>What may be chosen: a model behind a chat client, under a name.</summary>
/// <remarks>A candidate made with a factory opens its client at the first use and disposes it with itself; a client given is the caller's to dispose.</remarks>
public sealed class Candidate : IDisposable
{
    private readonly Lazy<IChatClient> _client;
    private readonly bool _owned;

    /// <summary>A candidate over a client that the caller keeps and disposes.</summary>
    /// <param name="name">Unique within a run, not blank.</param>
    /// <param name="client">Answers the calls; called from several threads at once.</param>
    /// <param name="source">Where the model comes from, for the record: a file, an address. No secrets.</param>
    public Candidate(string name, IChatClient client, string? source = null)
        : this(name, source, new Lazy<IChatClient>(client ?? throw new ArgumentNullException(nameof(client))), owned: false)
    {
    }

    internal Candidate(string name, string? source, Lazy<IChatClient> client, bool owned)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        Source = source;
        _client = client;
        _owned = owned;
    }

    /// <summary>Names the candidate in results and charts.</summary>
    public string Name { get; }

    /// <summary>Where the model comes from; null where unknown.</summary>
    public string? Source { get; }

    /// <summary>Size of the model's file in bytes; null where there is no file.</summary>
    public long? FileBytes { get; init; }

    /// <summary>What the model is called at its source; null for the client's default.</summary>
    public string? ModelId { get; init; }

    /// <summary>The client, opened if it was not.</summary>
    public IChatClient Client => _client.Value;

    /// <summary>Whether the model runs in this process, so that a call costs nothing but time.</summary>
    internal bool IsInProcess { get; init; }

    /// <summary>Texts that must never reach a store, a log or an exception: keys.</summary>
    internal IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>A candidate whose client is made at the first use, and disposed with the candidate.</summary>
    /// <param name="name">Unique within a run, not blank.</param>
    /// <param name="factory">Makes the client, once.</param>
    /// <param name="source">Where the model comes from, for the record: a file, an address. No secrets.</param>
    public static Candidate FromFactory(string name, Func<IChatClient> factory, string? source = null) =>
        new(name, source, new Lazy<IChatClient>(factory ?? throw new ArgumentNullException(nameof(factory))), owned: true);

    /// <summary>Disposes the client if the candidate made it.</summary>
    public void Dispose()
    {
        if (_owned && _client.IsValueCreated) { _client.Value.Dispose(); }
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
