using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Metrics.Evaluators;

/// <summary>Adds up what the calls of one evaluation take, and keeps which model answered them. The judge is the caller's, and outlives it.</summary>
internal sealed class CountedJudge(IChatClient judge) : IChatClient
{
    private readonly Lock _lock = new();

    /// <summary>Tokens of all calls; null where none was counted.</summary>
    public UsageDetails? Usage { get; private set; }

    /// <summary>The model as the last response names it; null where none does.</summary>
    public string? Model { get; private set; }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ChatResponse response = await judge.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        Count(response.Usage, response.ModelId);
        return response;
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (ChatResponseUpdate update in judge.GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false))
        {
            Count(null, update.ModelId);
            foreach (UsageContent usage in update.Contents.OfType<UsageContent>()) { Count(usage.Details, null); }
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => judge.GetService(serviceType, serviceKey);

    public void Dispose()
    {
    }

    private void Count(UsageDetails? usage, string? model)
    {
        lock (_lock)
        {
            if (usage is not null) { (Usage ??= new UsageDetails()).Add(usage); }
            Model = model ?? Model;
        }
    }
}
