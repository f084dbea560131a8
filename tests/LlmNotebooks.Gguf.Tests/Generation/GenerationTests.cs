using LlmNotebooks.Gguf.Generation;
using LlmNotebooks.Gguf.Tests.Synthetic;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace LlmNotebooks.Gguf.Tests.Generation;

public sealed class GenerationTests
{
    private const string Names = "Spell the number 42 in words.";

    private static GgufModel Micro => ShippedModels.Get("skills-micro-f16.gguf");

    [Fact]
    public void An_answer_ends_with_the_end_token_the_token_limit_or_the_context()
    {
        string prompt = Ask(Names);
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        GenerationResult whole = Micro.Generate(prompt, cancellationToken: cancellationToken);
        GenerationResult cut = Micro.Generate(prompt, new GenerationOptions { MaxTokens = 3 }, cancellationToken);

        Assert.Equal(ChatFinishReason.Stop, whole.FinishReason);
        Assert.True(Micro.Tokenizer.IsEnd(whole.Ids[^1]));
        Assert.Equal(whole.Text, Micro.Tokenizer.Decode([.. whole.Ids]));
        Assert.Equal(ChatFinishReason.Length, cut.FinishReason);
        Assert.Equal(whole.Ids.Take(3), cut.Ids);
        Assert.Equal((whole.PromptIds.Count, whole.Ids.Count, whole.PromptIds.Count + whole.Ids.Count), (whole.Usage.InputTokenCount, whole.Usage.OutputTokenCount, whole.Usage.TotalTokenCount));
    }

    [Fact]
    public void The_context_is_used_to_its_last_place_and_a_longer_prompt_is_refused()
    {
        int context = Micro.Facts.ContextLength;
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;

        GenerationResult last = Micro.Generate(new string('a', context - 1), cancellationToken: cancellationToken);
        GenerationResult few = Micro.Generate(new string('a', context - 4), new GenerationOptions { Temperature = 5, MaxTokens = 100 }, cancellationToken);
        PromptTooLongException error = Assert.Throws<PromptTooLongException>(() => Micro.Generate(new string('a', context), cancellationToken: cancellationToken));

        Assert.Equal(ChatFinishReason.Length, last.FinishReason);
        Assert.Single(last.Ids);
        Assert.Equal(ChatFinishReason.Length, few.FinishReason);
        Assert.Equal(4, few.Ids.Count);
        Assert.Equal((context, context), (error.PromptTokens, error.ContextLength));
        Assert.Contains($"{context}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_prompt_is_refused() => Assert.Throws<ArgumentException>(() => Micro.Generate("", cancellationToken: TestContext.Current.CancellationToken));

    [Fact]
    public void A_stop_sequence_ends_the_answer_and_is_no_part_of_it()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        string whole = Micro.Generate(Ask(Names), cancellationToken: cancellationToken).Text;
        string stop = whole[2..5]; // three tokens of this model

        GenerationResult stopped = Micro.Generate(Ask(Names), new GenerationOptions { StopSequences = ["not there", stop] }, cancellationToken);

        Assert.Equal(whole[..whole.IndexOf(stop, StringComparison.Ordinal)], stopped.Text);
        Assert.Equal(ChatFinishReason.Stop, stopped.FinishReason);
        Assert.Equal(5, stopped.Ids.Count);
    }

    [Fact]
    public void Seeds_decide_the_draws()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        string Draw(long seed) => Micro.Generate(Ask(Names), new GenerationOptions { Temperature = 3, Seed = seed, MaxTokens = 30 }, cancellationToken).Text;

        Assert.Equal(Draw(7), Draw(7));
        Assert.Equal(10, Enumerable.Range(0, 10).Select(seed => Draw(seed)).Distinct().Count());
    }

    [Fact]
    public void Reported_probabilities_are_a_distribution_and_do_not_depend_on_the_draw()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        int size = Micro.Facts.VocabularySize;
        GenerationResult greedy = Micro.Generate(Ask(Names), new GenerationOptions { TopLogProbabilities = size, MaxTokens = 4 }, cancellationToken);
        GenerationResult drawn = Micro.Generate(
            Ask(Names), new GenerationOptions { TopLogProbabilities = 3, MaxTokens = 4, Temperature = 4, TopK = 1 }, cancellationToken);

        Assert.Equal(greedy.Ids, drawn.Ids);
        Assert.All(greedy.Tokens.Zip(greedy.Ids), pair =>
        {
            (TokenReport report, int id) = pair;
            Assert.Equal(1, report.Top.Sum(t => Math.Exp(t.LogProbability)), tolerance: 1e-9);
            Assert.Equal(report.Top, report.Top.OrderByDescending(t => t.LogProbability));
            Assert.Equal(size, report.Top.Select(t => t.Id).Distinct().Count());
            Assert.Equal(id, report.Chosen.Id);
            Assert.Equal(report.Top[0], report.Chosen);
        });
        Assert.Equal(greedy.Tokens.Select(t => t.Top.Take(3)), drawn.Tokens.Select(t => t.Top));
    }

    [Fact]
    public void Times_come_from_the_given_clock()
    {
        FakeTimeProvider time = new() { AutoAdvanceAmount = TimeSpan.FromMilliseconds(10) };
        using GgufModel model = GgufModel.Load(Repository.PathOf("data", "models", "skills-pico-f16.gguf"), time);

        GenerationResult result = model.Generate("abc", new GenerationOptions { MaxTokens = 5, Temperature = 9 }, TestContext.Current.CancellationToken);

        // Each measured interval asks the clock twice: one for the prompt, one for each token.
        Assert.Equal(TimeSpan.FromMilliseconds(10), result.PrefillTime);
        Assert.Equal(TimeSpan.FromMilliseconds(10 * result.Ids.Count), result.DecodeTime);
    }

    [Fact]
    public void A_token_allocates_nothing()
    {
        foreach (GenerationOptions options in (GenerationOptions[])
            [
                new GenerationOptions { StopSequences = ["never said", "€"] },
                new GenerationOptions { Temperature = 8, TopK = 300, TopP = 0.999f, MinP = 1e-6f, Seed = 3 },
            ])
        {
            using GenerationLease lease = Micro.Start("a", options);
            Steps(lease, 20);
            long before = GC.GetAllocatedBytesForCurrentThread();

            Steps(lease, 60);

            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Fact]
    public void A_prefill_of_another_length_allocates_nothing()
    {
        using LlmNotebooks.Gguf.Tests.Inference.LoadedSession loaded = new(new SyntheticModel(new SyntheticShape(64, 4, 2, 16, 16, 64, 2, Tied: true), seed: 1));
        int[] ids = new int[140];
        loaded.Session.Feed(ids, TestContext.Current.CancellationToken);
        loaded.Session.Reset();
        long before = GC.GetAllocatedBytesForCurrentThread();

        loaded.Session.Feed(ids.AsSpan(0, 77), TestContext.Current.CancellationToken);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Work_is_cancelled_before_the_next_layer()
    {
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(() => Micro.Generate(new string('a', 400), cancellationToken: cancelled.Token));
        Assert.NotEmpty(Micro.Generate(Ask(Names), cancellationToken: TestContext.Current.CancellationToken).Text); // the session is fit for use again
    }

    [Fact]
    public void A_disposed_model_refuses_answers_but_lets_those_in_the_making_end()
    {
        GgufModel model = GgufModel.Load(Repository.PathOf("data", "models", "skills-pico-f16.gguf"));
        using GenerationLease lease = model.Start("abc", new GenerationOptions { MaxTokens = 3, Temperature = 9 });

        model.Dispose();
        model.Dispose();

        Assert.Throws<ObjectDisposedException>(() => model.Generate("abc", cancellationToken: TestContext.Current.CancellationToken));
        while (lease.Generator.FinishReason is null)
        {
            lease.Generator.Step(TestContext.Current.CancellationToken);
        }

        Assert.NotEmpty(lease.Generator.Result().Ids);
    }

    private static string Ask(string question) => Micro.ApplyChatTemplate([new ChatMessage(ChatRole.User, question)]);

    private static void Steps(GenerationLease lease, int count)
    {
        for (int i = 0; i < count; i++)
        {
            lease.Generator.Step(CancellationToken.None);
            Assert.True(lease.Generator.FinishReason is null, "the answer ended too early to measure");
        }
    }
}
