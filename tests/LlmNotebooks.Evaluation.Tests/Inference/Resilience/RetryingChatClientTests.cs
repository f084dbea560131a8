using System.Runtime.CompilerServices;
using LlmNotebooks.Inference;
using LlmNotebooks.Inference.Resilience;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Tests.Inference.Resilience;

public sealed class RetryingChatClientTests
{
    private readonly PassingTime _time = new();

    [Fact]
    public async Task A_call_is_made_again()
    {
        Breaking inner = new(breaks: 2, piecesBefore: 0);
        using RetryingChatClient client = new(inner, timeProvider: _time);

        ChatResponse answer = await client.GetResponseAsync("hello", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(("one two", 3), (answer.Text, inner.Calls));
    }

    [Fact]
    public async Task A_stream_is_begun_again_before_its_first_piece()
    {
        Breaking inner = new(breaks: 2, piecesBefore: 0);
        using RetryingChatClient client = new(inner, timeProvider: _time);

        Assert.Equal(["one ", "two"], await PiecesAsync(client));
        Assert.Equal(3, inner.Calls);
    }

    [Fact]
    public async Task A_stream_that_breaks_later_is_not_since_its_pieces_were_seen()
    {
        Breaking inner = new(breaks: 1, piecesBefore: 1);
        using RetryingChatClient client = new(inner, timeProvider: _time);

        await Assert.ThrowsAsync<IncompleteAnswerException>(() => PiecesAsync(client));
        Assert.Equal(1, inner.Calls);
    }

    [Fact]
    public async Task It_stands_in_a_chain()
    {
        Breaking inner = new(breaks: 1, piecesBefore: 0);
        using IChatClient client = new ChatClientBuilder(inner).UseRetries(new RetryOptions { FirstDelay = TimeSpan.Zero }).Build();

        Assert.Equal("one two", (await client.GetResponseAsync("hello", cancellationToken: TestContext.Current.CancellationToken)).Text);
    }

    private static async Task<List<string>> PiecesAsync(RetryingChatClient client)
    {
        List<string> pieces = [];
        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("hello", cancellationToken: TestContext.Current.CancellationToken)) { pieces.Add(update.Text); }
        return pieces;
    }

    /// <summary>Breaks off its first answers after some pieces.</summary>
    private sealed class Breaking(int breaks, int piecesBefore) : IChatClient
    {
        private static readonly string[] Pieces = ["one ", "two"];

        public int Calls { get; private set; }

        public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            int call = ++Calls;
            await Task.Yield();
            for (int i = 0; i <= Pieces.Length; i++)
            {
                if (call <= breaks && i == piecesBefore) { throw new IncompleteAnswerException("cut"); }
                if (i < Pieces.Length) { yield return new ChatResponseUpdate(ChatRole.Assistant, Pieces[i]); }
            }
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
