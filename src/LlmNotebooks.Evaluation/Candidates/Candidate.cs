using System.Globalization;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Candidates;

/// <summary>What may be chosen: a model behind a chat client, with its settings, under a name.</summary>
/// <remarks>
/// Whatever is known of a candidate is stated by its properties, and everything that makes calls follows them: where its lane is, how failures are
/// read, which texts are secret, whether it runs in this process. A candidate of a plug-in is as good as one that the library makes.
/// Two settings of one model are two candidates; see <see cref="Configured"/>.
/// One made with a factory opens its client at the first use and disposes it with itself; a client given is the caller's to dispose.
/// </remarks>
public sealed class Candidate : IDisposable
{
    private readonly Lazy<IChatClient> _client;
    private readonly bool _owned;

#pragma warning disable RS0027 // Client and factory are told apart by their types, not by what may be left out.
    /// <summary>A candidate over a client that the caller keeps and disposes.</summary>
    /// <param name="name">Unique within a run, not blank.</param>
    /// <param name="client">Answers the calls; called from several threads at once.</param>
    /// <param name="source">Where the model comes from, for the record: a file, an address. No secrets.</param>
    public Candidate(string name, IChatClient client, string? source = null)
        : this(name, source, new Lazy<IChatClient>(client ?? throw new ArgumentNullException(nameof(client))), owned: false)
    {
    }

#pragma warning restore RS0027

    /// <summary>A candidate whose client is made at the first use, and disposed with the candidate.</summary>
    /// <param name="name">Unique within a run, not blank.</param>
    /// <param name="factory">Makes the client, once.</param>
    /// <param name="source">Where the model comes from, for the record: a file, an address. No secrets.</param>
    public Candidate(string name, Func<IChatClient> factory, string? source)
        : this(name, source, new Lazy<IChatClient>(factory ?? throw new ArgumentNullException(nameof(factory))), owned: true)
    {
    }

    private Candidate(string name, string? source, Lazy<IChatClient> client, bool owned)
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

    /// <summary>Who serves the model, by OpenTelemetry's names (openai, anthropic, gcp.gemini …); null where unknown.</summary>
    public string? Provider { get; init; }

    /// <summary>What shares its limits: candidates of one endpoint share a lane. Null, the default: told by the client's address, else its own.</summary>
    /// <remarks>Provider, address and whose key it is, for instance; never the key itself.</remarks>
    public string? Endpoint { get; init; }

    /// <summary>Whether the model runs in this process, so that a call costs nothing but time, and one that fails would fail again. Default false.</summary>
    public bool IsInProcess { get; init; }

    /// <summary>How the weights are stored, for instance Q4_0; null where unknown.</summary>
    public string? Quantization { get; init; }

    /// <summary>How much the model is to reason. Null, the default: as it does by itself.</summary>
    public ReasoningEffort? ReasoningEffort { get; init; }

    /// <summary>At which level the service serves it (batch, flex, priority), for prices; null for its standard.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>Texts that must never reach a store, a log or an exception: keys. Default: none.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>What its failures mean, where they say so in their own way; null, and a null from it: read by status, body and kind of exception.</summary>
    public Func<Exception, CallFailure?>? ReadFailure { get; init; }

    /// <summary>Whether its client makes calls again by itself, so that a run does not. Default false; a client with this library's retries is known without it.</summary>
    public bool RetriesItself { get; init; }

    /// <summary>Limits that are known before the first call; null where none is.</summary>
    public CandidateLimits? Limits { get; init; }

    /// <summary>What it can do, as far as that is known; null where nothing is.</summary>
    public CandidateCapabilities? Capabilities { get; init; }

    /// <summary>Settings of its own, by name, which a run's do not change; empty for none.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; private init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The client, opened if it was not.</summary>
    public IChatClient Client => _client.Value;

    private Action<ChatOptions>? Configure { get; init; }

    /// <summary>A candidate whose client is made at the first use, and disposed with the candidate.</summary>
    /// <param name="name">Unique within a run, not blank.</param>
    /// <param name="factory">Makes the client, once.</param>
    /// <param name="source">Where the model comes from, for the record: a file, an address. No secrets.</param>
    public static Candidate FromFactory(string name, Func<IChatClient> factory, string? source = null) => new(name, factory, source);

    /// <summary>The same model with settings of its own, as a candidate beside it.</summary>
    /// <param name="settings">Temperature, top_p, top_k, max_output_tokens, reasoning_effort, frequency_penalty or presence_penalty, by name.</param>
    /// <param name="name">Its name; null for this one's with the settings behind it: <c>gpt-x (temperature 0.7)</c>.</param>
    /// <remarks>It shares this one's client, which this one disposes.</remarks>
    /// <exception cref="ArgumentException">A setting is not known, or its value is none.</exception>
    public Candidate Configured(IReadOnlyDictionary<string, string> settings, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Count == 0) { throw new ArgumentException("There is no setting.", nameof(settings)); }
        SortedDictionary<string, string> all = new(StringComparer.Ordinal);
        foreach ((string key, string value) in Settings.Concat(settings)) { all[key] = value; }
        Action<ChatOptions>[] changes = [.. all.Select(setting => CandidateSettings.Change(setting.Key, setting.Value))];
        string told = string.Join(", ", settings.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => $"{setting.Key} {setting.Value}"));
        return new Candidate(name ?? string.Create(CultureInfo.InvariantCulture, $"{Name} ({told})"), Source, _client, owned: false)
        {
            FileBytes = FileBytes,
            ModelId = ModelId,
            Provider = Provider,
            Endpoint = Endpoint,
            IsInProcess = IsInProcess,
            Quantization = Quantization,
            ReasoningEffort = ReasoningEffort,
            ServiceTier = ServiceTier,
            Secrets = Secrets,
            ReadFailure = ReadFailure,
            RetriesItself = RetriesItself,
            Limits = Limits,
            Capabilities = Capabilities,
            Settings = all,
            Configure = options => Array.ForEach(changes, change => change(options)),
        };
    }

    /// <summary>Lays the candidate's own settings over a call's.</summary>
    internal void Apply(ChatOptions options)
    {
        if (ReasoningEffort is { } effort) { options.Reasoning = new ReasoningOptions { Effort = effort }; }
        Configure?.Invoke(options);
    }

    /// <summary>Disposes the client if the candidate made it.</summary>
    public void Dispose()
    {
        if (_owned && _client.IsValueCreated) { _client.Value.Dispose(); }
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
