using System.Runtime.CompilerServices;
using LlmNotebooks.Inference;
using LlmNotebooks.Inference.OpenAI;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Tests.Inference;

public sealed class CompleteAnswerChatClientTests
{
    [Fact]
    public async Task A_stream_without_a_finish_reason_is_no_answer()
    {
        using CompleteAnswerChatClient client = new(new Streaming(new ChatResponseUpdate(ChatRole.Assistant, "half an ans")));

        await Assert.ThrowsAsync<IncompleteAnswerException>(() => client.GetStreamingResponseAsync("hello", cancellationToken: TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_finished_stream_passes_unchanged()
    {
        using CompleteAnswerChatClient client = new(new Streaming(
            new ChatResponseUpdate(ChatRole.Assistant, "an "),
            new ChatResponseUpdate(ChatRole.Assistant, "answer"),
            new ChatResponseUpdate { FinishReason = ChatFinishReason.Length }));

        ChatResponse response = await client.GetStreamingResponseAsync("hello", cancellationToken: TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken);

        Assert.Equal("an answer", response.Text);
        Assert.Equal(ChatFinishReason.Length, response.FinishReason);
    }

    [Fact]
    public async Task An_answer_without_a_choice_is_named_as_such()
    {
        using CompleteAnswerChatClient client = new(new Streaming());

        IncompleteAnswerException exception = await Assert.ThrowsAsync<IncompleteAnswerException>(() => client.GetResponseAsync("hello", cancellationToken: TestContext.Current.CancellationToken));

        Assert.IsType<ArgumentOutOfRangeException>(exception.InnerException);
    }

    /// <summary>Streams what it was given; asked for a whole answer, it fails as the OpenAI SDK does on an empty list of choices.</summary>
    private sealed class Streaming(params ChatResponseUpdate[] updates) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            List<ChatResponse> choices = [];
            return Task.FromResult(choices[0]);
        }

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            foreach (ChatResponseUpdate update in updates) { yield return update; }
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
