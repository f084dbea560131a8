namespace LlmNotebooks.Inference;

/// <summary>A service answered with an error, by its HTTP status or inside of an answer.</summary>
/// <param name="status">The status, as HTTP has them; 0 where the service names none.</param>
/// <param name="message">The service's words.</param>
/// <param name="body">What it sent; null where nothing is known of it.</param>
/// <param name="retryAfter">How long it asks to wait; null where it does not.</param>
public sealed class ServiceException(int status, string message, string? body = null, TimeSpan? retryAfter = null) : Exception(message)
{
    /// <summary>The status, as HTTP has them; 0 where the service names none.</summary>
    public int Status { get; } = status;

    /// <summary>What the service sent; null where nothing is known of it.</summary>
    public string? Body { get; } = body;

    /// <summary>How long the service asks to wait; null where it does not.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
