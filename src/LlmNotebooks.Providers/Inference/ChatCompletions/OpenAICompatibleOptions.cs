namespace LlmNotebooks.Inference;

/// <summary>How a service that speaks OpenAI's chat completions is reached.</summary>
public sealed record OpenAICompatibleOptions
{
    /// <summary>The key for exactly this service. Null, the default: see <see cref="Models.OpenAICompatible"/>.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Name of the candidate. Null, the default: the model's.</summary>
    public string? Name { get; init; }

    /// <summary>Longest wait for the network, per call and, when streaming, per piece; more than zero. Default 10 minutes, since a run has its own limit per call.</summary>
    public TimeSpan NetworkTimeout { get; init => field = MoreThanZero(value, nameof(NetworkTimeout)); } = TimeSpan.FromMinutes(10);

    /// <summary>Longest answer in bytes as they come over the network, more than zero: what goes on beyond it is given up. Default 64 MiB.</summary>
    public long LongestAnswerBytes { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Must be more than zero."); } = 64 << 20;

    /// <summary>The options without the key.</summary>
    public override string ToString() => $"key {(ApiKey is null ? "none" : "[redacted]")}, name {Name ?? "the model's"}, network time limit {NetworkTimeout}, longest answer {LongestAnswerBytes} bytes";

    private static TimeSpan MoreThanZero(TimeSpan value, string name) =>
        value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(name, value, "Must be more than zero.");
}
