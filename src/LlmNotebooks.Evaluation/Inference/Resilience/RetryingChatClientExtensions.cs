using Microsoft.Extensions.AI;

namespace LlmNotebooks.Inference.Resilience;

/// <summary>Puts retries into a chain of chat clients.</summary>
public static class RetryingChatClientExtensions
{
    /// <summary>Makes calls again that failed for the moment.</summary>
    /// <param name="builder">The chain.</param>
    /// <param name="options">Which failures, how often, after how long; null for the defaults.</param>
    public static ChatClientBuilder UseRetries(this ChatClientBuilder builder, RetryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use((inner, services) => new RetryingChatClient(inner, options, services.GetService(typeof(TimeProvider)) as TimeProvider));
    }
}
