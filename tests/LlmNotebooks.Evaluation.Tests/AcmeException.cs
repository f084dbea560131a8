namespace LlmNotebooks.Tests;

/// <summary>A failed call as a library reports it that ours does not know.</summary>
public sealed class AcmeException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string? ResponseBody { get; init; }

    public TimeSpan? RetryAfter { get; init; }
}
