namespace LlmNotebooks.Inference.Resilience;

/// <summary>A call took longer than its limit.</summary>
/// <param name="type">Which limit, as results name it.</param>
/// <param name="message">The limit in words.</param>
internal sealed class CallTimeoutException(string type, string message) : TimeoutException(message)
{
    public string Type { get; } = type;
}
