namespace LlmNotebooks.Inference;

/// <summary>What is asked of a candidate beside its model.</summary>
public sealed record ModelRequest
{
    /// <summary>Name of the candidate. Null, the default: the model's.</summary>
    public string? Name { get; init; }

    /// <summary>Key for the service. Null, the default: where the provider finds one itself, for instance in the environment.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The request without the key.</summary>
    public override string ToString() => $"name {Name ?? "the model's"}, key {(ApiKey is null ? "none" : "[redacted]")}";
}
