using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Inference.Resilience;

/// <summary>Makes calls again that failed for the moment.</summary>
/// <remarks>A stream is only begun again before its first piece: what the caller has seen cannot be taken back.</remarks>
public sealed class RetryingChatClient : DelegatingChatClient
{
    private readonly RetryPolicy _policy;
    private long _calls;

    /// <summary>A client that retries.</summary>
    /// <param name="inner">Makes the calls.</param>
    /// <param name="options">Which failures, how often, after how long; null for the defaults.</param>
    /// <param name="timeProvider">Waits by it; null for the system's clock.</param>
    public RetryingChatClient(IChatClient inner, RetryOptions? options = null, TimeProvider? timeProvider = null)
        : base(inner) => _policy = new RetryPolicy(options ?? new RetryOptions(), timeProvider ?? TimeProvider.System);

    internal RetryingChatClient(IChatClient inner, RetryPolicy policy)
        : base(inner) => _policy = policy;

    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ChatMessage> all = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        CallAttempts attempts = Attempts(options);
        return await _policy.ExecuteAsync(
            async token =>
            {
                if (attempts.Begins is { } begins) { await begins(token).ConfigureAwait(false); }
                return await InnerClient.GetResponseAsync(all, options, token).ConfigureAwait(false);
            },
            attempts, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ChatMessage[] all = [.. messages];
        CallAttempts attempts = Attempts(options);
        (IAsyncEnumerator<ChatResponseUpdate> stream, bool any) = await _policy.ExecuteAsync(token => BeginAsync(all, options, attempts, token), attempts, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            while (any)
            {
                yield return stream.Current;
                any = await stream.MoveNextAsync().ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<(IAsyncEnumerator<ChatResponseUpdate> Stream, bool Any)> BeginAsync(ChatMessage[] messages, ChatOptions? options, CallAttempts attempts, CancellationToken cancellationToken)
    {
        if (attempts.Begins is { } begins) { await begins(cancellationToken).ConfigureAwait(false); }
        IAsyncEnumerator<ChatResponseUpdate> stream = InnerClient.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        try
        {
            return (stream, await stream.MoveNextAsync().ConfigureAwait(false));
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // Attempts at a call of a run are the run's to count, whoever makes them.
    private CallAttempts Attempts(ChatOptions? options) => options is CallOptions call ? call.Attempts : new(Interlocked.Increment(ref _calls));
}
