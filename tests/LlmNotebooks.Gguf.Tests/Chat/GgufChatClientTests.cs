using LlmNotebooks.Gguf.Generation;
using LlmNotebooks.Gguf.Tests.Golden;
using LlmNotebooks.Gguf.Tests.Synthetic;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Gguf.Tests.Chat;

public sealed class GgufChatClientTests
{
    private const string Question = "Spell the number 42 in words.";

    private static readonly ChatMessage[] Messages = [new(ChatRole.User, Question)];

    private static GgufModel Micro => ShippedModels.Get("skills-micro-f16.gguf");

    [Fact]
    public async Task An_answer_carries_text_usage_reason_and_model()
    {
        using GgufChatClient client = new(Micro);

        ChatResponse response = await client.GetResponseAsync(Messages, cancellationToken: TestContext.Current.CancellationToken);
        GenerationResult result = Assert.IsType<GenerationResult>(response.RawRepresentation);

        Assert.Equal(result.Text, response.Text);
        Assert.NotEmpty(response.Text);
        Assert.Equal(ChatRole.Assistant, Assert.Single(response.Messages).Role);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.Equal(result.PromptIds.Count, response.Usage!.InputTokenCount);
        Assert.Equal(result.Ids.Count, response.Usage.OutputTokenCount);
        Assert.Equal("skills-micro", response.ModelId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_client_disposes_its_model_and_lets_go_of_the_file_only_where_it_owns_it(bool owns)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What is mapped is read from /proc.");
        // 6.3 million weights, which are computed from the mapped file.
        using TemporaryFile file = new(new SyntheticModel(new SyntheticShape(512, 4, 4, 16, 16, 4096, 1, Tied: true), seed: 1).ToFile());
        using GgufModel model = GgufModel.Load(file.Path);
        GgufChatClient client = new(model, new GgufChatClientOptions { OwnsModel = owns });
        Assert.True(IsMapped(file.Path));

        client.Dispose();
        client.Dispose();

        Assert.Equal(!owns, IsMapped(file.Path));
        Exception? refused = Record.Exception(() => model.Generate("ab", new() { MaxTokens = 1 }, TestContext.Current.CancellationToken));
        Assert.Equal(owns, refused is ObjectDisposedException);
    }

    [Fact]
    public async Task A_streamed_answer_is_the_whole_one_in_pieces()
    {
        using GgufChatClient client = new(Micro, new GgufChatClientOptions { ModelId = "here" });
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        foreach (ChatOptions options in (ChatOptions[])
            [
                new() { MaxOutputTokens = 40 },
                new() { MaxOutputTokens = 3 },
                new() { MaxOutputTokens = 60, Temperature = 4, Seed = 5, TopK = 200, TopP = 0.99f },
                new() { MaxOutputTokens = 40, StopSequences = ["two", "x"] },
            ])
        {
            ChatResponse whole = await client.GetResponseAsync(Messages, options, cancellationToken);
            List<ChatResponseUpdate> updates = await client.GetStreamingResponseAsync(Messages, options, cancellationToken).ToListAsync(cancellationToken);
            ChatResponse streamed = updates.ToChatResponse();

            Assert.Equal(whole.Text, streamed.Text);
            Assert.Equal(whole.FinishReason, streamed.FinishReason);
            Assert.Equal(whole.Usage!.OutputTokenCount, streamed.Usage!.OutputTokenCount);
            Assert.Equal(whole.Usage.InputTokenCount, streamed.Usage.InputTokenCount);
            Assert.Equal("here", streamed.ModelId);
            Assert.True(updates.Count > 1 || whole.Text.Length == 0);
            Assert.IsType<GenerationResult>(updates[^1].RawRepresentation);
        }
    }

    [Fact]
    public async Task Calls_side_by_side_do_not_disturb_one_another()
    {
        using GgufChatClient client = new(Micro, new GgufChatClientOptions { MaxThreads = 3 });
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        string[] questions = [.. GoldenAnswer.Of("skills-micro-f16.gguf").Select(row => row.Prompt)];
        List<string> alone = [];
        foreach (string question in questions)
        {
            alone.Add((await client.GetResponseAsync(question, cancellationToken: cancellationToken)).Text);
        }

        string[] together = await Task.WhenAll(questions.Select(async (question, i) => i % 2 == 0
            ? (await client.GetResponseAsync(question, cancellationToken: cancellationToken)).Text
            : (await client.GetStreamingResponseAsync(question, cancellationToken: cancellationToken).ToListAsync(cancellationToken)).ToChatResponse().Text));

        Assert.Equal(alone, together);
        Assert.InRange(alone.Distinct().Count(), questions.Length / 2, questions.Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task No_more_threads_compute_than_are_allowed(int threads)
    {
        ComputingThreads meter = new();
        using GgufModel model = GgufModel.Load(Repository.PathOf("data", "models", "skills-pico-f16.gguf"), meter);
        using GgufChatClient client = new(model, new GgufChatClientOptions { MaxThreads = threads });
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        ChatOptions options = new() { MaxOutputTokens = 60, Temperature = 3 };

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => i % 2 == 0
            ? client.GetResponseAsync(Messages, options, cancellationToken)
            : client.GetStreamingResponseAsync(Messages, options, cancellationToken).ToChatResponseAsync(cancellationToken)));

        Assert.InRange(meter.Most, 1, threads);
    }

    [Fact]
    public async Task A_stream_stops_at_the_token_after_cancellation()
    {
        using GgufChatClient client = new(Micro);
        using CancellationTokenSource cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        int updates = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync(Messages, cancellationToken: cancellation.Token))
            {
                updates++;
                await cancellation.CancelAsync();
            }
        });

        Assert.Equal(1, updates);
    }

    [Fact]
    public async Task A_call_cancelled_beforehand_does_no_work()
    {
        using GgufChatClient client = new(Micro);
        CancellationToken cancelled = new(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetResponseAsync(Messages, cancellationToken: cancelled));
    }

    [Fact]
    public async Task An_abandoned_stream_leaves_the_client_fit_for_use()
    {
        using GgufChatClient client = new(Micro, new GgufChatClientOptions { MaxThreads = 1 });
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        for (int i = 0; i < 5; i++)
        {
            await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync(Messages, cancellationToken: cancellationToken))
            {
                break;
            }
        }

        Assert.NotEmpty((await client.GetResponseAsync(Messages, cancellationToken: cancellationToken)).Text);
    }

    [Fact]
    public async Task Instructions_and_further_turns_are_written_out()
    {
        using GgufChatClient client = new(Micro);
        ChatMessage[] turns = [new(ChatRole.User, "a"), new(ChatRole.Assistant, "b"), new(ChatRole.User, "c")];

        ChatResponse response = await client.GetResponseAsync(
            turns, new ChatOptions { Instructions = "be brief", MaxOutputTokens = 1 }, TestContext.Current.CancellationToken);

        // ChatML: https://github.com/openai/openai-python/blob/release-v0.28.0/chatml.md
        const string Expected =
            "<|im_start|>system\nbe brief<|im_end|>\n<|im_start|>user\na<|im_end|>\n<|im_start|>assistant\nb<|im_end|>\n<|im_start|>user\nc<|im_end|>\n<|im_start|>assistant\n";
        Assert.Equal(Micro.Tokenizer.Encode(Expected), ((GenerationResult)response.RawRepresentation!).PromptIds);
    }

    [Fact]
    public async Task Min_p_and_log_probabilities_are_additional_properties()
    {
        using GgufChatClient client = new(Micro);
        ChatOptions options = new()
        {
            Temperature = 5,
            Seed = 1,
            AdditionalProperties = new() { [GgufChatClient.MinPKey] = 1.0, [GgufChatClient.TopLogProbabilitiesKey] = 2 },
        };
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;

        ChatResponse onlyBest = await client.GetResponseAsync(Messages, options, cancellationToken);
        GenerationResult result = (GenerationResult)onlyBest.RawRepresentation!;

        Assert.Equal((await client.GetResponseAsync(Messages, cancellationToken: cancellationToken)).Text, onlyBest.Text);
        Assert.Equal(result.Ids.Count, result.Tokens.Count);
        Assert.All(result.Tokens, token => Assert.Equal(2, token.Top.Count));
    }

    public static TheoryData<ChatOptions> Unsupported =>
    [
        new ChatOptions { FrequencyPenalty = 1 },
        new ChatOptions { PresencePenalty = 1 },
        new ChatOptions { ResponseFormat = ChatResponseFormat.Json },
        new ChatOptions { Tools = [AIFunctionFactory.Create(() => 1)] },
    ];

    [Theory]
    [MemberData(nameof(Unsupported))]
    public async Task What_would_be_ignored_is_refused(ChatOptions options)
    {
        using GgufChatClient client = new(Micro);

        await Assert.ThrowsAsync<NotSupportedException>(() => client.GetResponseAsync(Messages, options, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Wrong_options_and_messages_are_refused()
    {
        using GgufChatClient client = new(Micro);
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;

        await Assert.ThrowsAnyAsync<ArgumentException>(() => client.GetResponseAsync(Messages, new ChatOptions { Temperature = -1 }, cancellationToken));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => client.GetResponseAsync(Messages, new ChatOptions { AdditionalProperties = new() { ["min_p"] = "low" } }, cancellationToken));
        await Assert.ThrowsAsync<PromptTooLongException>(() => client.GetResponseAsync(new string('a', 600), cancellationToken: cancellationToken));
        await Assert.ThrowsAsync<NotSupportedException>(() => client.GetResponseAsync(
            [new ChatMessage(ChatRole.User, [new DataContent(new byte[1], "image/png")])], cancellationToken: cancellationToken));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GgufChatClientOptions { MaxThreads = 0 });
    }

    [Fact]
    public void Services_are_told()
    {
        using GgufChatClient client = new(Micro);
        ChatClientMetadata metadata = client.GetService<ChatClientMetadata>()!;

        Assert.Equal("gguf", metadata.ProviderName);
        Assert.Equal("skills-micro", metadata.DefaultModelId);
        Assert.Same(Micro, client.GetService<GgufModel>());
        Assert.Same(client, client.GetService<IChatClient>());
        Assert.Null(client.GetService<string>());
        Assert.Null(client.GetService(typeof(GgufModel), "key"));
    }

    [Fact]
    public void Facts_are_those_of_the_card()
    {
        // data/models/CARD.md: parameters, dimensions, blocks, heads / key and value heads, feed-forward, context, vocabulary, bytes.
        ModelFacts facts = ShippedModels.Get("skills-micro-q4_0.gguf").Facts;

        Assert.Equal(
            ("llama", 636_544, 128, 4, 4, 2, 256, 512, 356, 396_128, "Q4_0", "MIT"),
            (facts.Architecture, facts.Parameters, facts.EmbeddingLength, facts.Blocks, facts.Heads, facts.KeyValueHeads, facts.FeedForwardLength, facts.ContextLength, facts.VocabularySize, facts.FileBytes, facts.Quantization, facts.License));
    }

    private static bool IsMapped(string path) => File.ReadLines("/proc/self/maps").Any(line => line.EndsWith(path, StringComparison.Ordinal));
}
