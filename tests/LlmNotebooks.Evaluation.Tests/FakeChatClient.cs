using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Tests;

/// <summary>Answers by a function; counts how many calls it has at once.</summary>
internal sealed class FakeChatClient(Func<string, ChatOptions?, CancellationToken, Task<string>> answer) : IChatClient
{
    private int _underWay;
    private int _calls;
    private int _most;

    public FakeChatClient(Func<string, string> answer)
        : this((input, _, _) => Task.FromResult(answer(input)))
    {
    }

    public int Calls => _calls;

    public int MostAtOnce => _most;

    public UsageDetails? Usage { get; init; }

    public Action<IReadOnlyList<ChatMessage>>? OnMessages { get; init; }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        string text = await AnswerAsync(messages, options, cancellationToken);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, text)) { Usage = Usage, FinishReason = ChatFinishReason.Stop, ModelId = "fake-1" };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string text = await AnswerAsync(messages, options, cancellationToken);
        yield return new ChatResponseUpdate(ChatRole.Assistant, string.Empty) { ModelId = "fake-1" };
        foreach (char c in text) { yield return new ChatResponseUpdate(ChatRole.Assistant, c.ToString()); }
        yield return new ChatResponseUpdate { FinishReason = ChatFinishReason.Stop };
        if (Usage is not null) { yield return new ChatResponseUpdate { Contents = [new UsageContent(Usage)] }; }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private async Task<string> AnswerAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        OnMessages?.Invoke([.. messages]);
        int now = Interlocked.Increment(ref _underWay);
        int most;
        while (now > (most = _most)) { Interlocked.CompareExchange(ref _most, now, most); }
        try
        {
            return await answer(messages.Last().Text, options, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }
}
