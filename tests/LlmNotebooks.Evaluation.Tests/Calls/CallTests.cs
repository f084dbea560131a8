using LlmNotebooks.Candidates;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Inference.Resilience;
using LlmNotebooks.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace LlmNotebooks.Tests.Calls;

public sealed class CallTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_streamed_answer_has_its_time_to_first_token()
    {
        Answer answer = await AnswerAsync(new SlowClient(_time), streaming: true);

        Assert.Equal(250, answer.TimeToFirstTokenMs);
        Assert.Equal(750, answer.LatencyMs);
        Assert.Equal("hello", answer.Text);
        Assert.Equal(_time.Start, answer.StartedAt);
    }

    [Fact]
    public async Task A_whole_answer_has_none()
    {
        Answer answer = await AnswerAsync(new SlowClient(_time), streaming: false);

        Assert.Null(answer.TimeToFirstTokenMs);
        Assert.Equal(750, answer.LatencyMs);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Usage_is_what_the_model_reports_and_else_missing(bool streaming)
    {
        Answer with = await AnswerAsync(new FakeChatClient(input => input) { Usage = new() { InputTokenCount = 7, OutputTokenCount = 3 } }, streaming);
        Answer without = await AnswerAsync(new FakeChatClient(input => input), streaming);

        Assert.Equal((7, 3), (with.InputTokens, with.OutputTokens));
        Assert.Equal(((long?)null, (long?)null), (without.InputTokens, without.OutputTokens));
        Assert.Equal(("stop", "fake-1"), (with.FinishReason, with.ModelId));
    }

    [Fact]
    public async Task A_call_over_its_time_is_an_error_and_the_next_goes_on()
    {
        FakeChatClient client = new(async (input, _, token) =>
        {
            if (input != "1") { return input; }
            Task forever = Task.Delay(Timeout.InfiniteTimeSpan, token);
            _time.Advance(TimeSpan.FromSeconds(30));
            await forever;
            return input;
        });

        Run run = await SmallRuns.RunAsync(_folder.File("r.db"), SmallRuns.Numbers(2), new Candidate("m", client), Options(streaming: false) with { Concurrency = 1 });

        Answer[] answers = [.. run.Answers()];
        Assert.Equal(("timeout", "no answer within 30 s"), (answers[0].ErrorType, answers[0].ErrorMessage));
        Assert.Equal("no answer: timeout", answers[0].Scores["exact-match"].Reason);
        Assert.Null(answers[0].Text);
        Assert.Equal("2", answers[1].Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_that_does_not_heed_its_token_is_not_waited_for(bool streaming)
    {
        TaskCompletionSource<string> never = new();
        FakeChatClient client = new((input, _, _) =>
        {
            if (input != "1") { return Task.FromResult(input); }
            _time.Advance(TimeSpan.FromSeconds(30));
            return never.Task;
        });

        Run run = await SmallRuns.RunAsync(_folder.File("r.db"), SmallRuns.Numbers(2), new Candidate("m", client), Options(streaming) with { Concurrency = 1 })
            .WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.Equal(["timeout", null], run.Answers().Select(a => a.ErrorType));
        Assert.Equal([null, "2"], run.Answers().Select(a => a.Text));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_after_its_time_is_none(bool streaming)
    {
        FakeChatClient client = new(input =>
        {
            _time.Advance(TimeSpan.FromSeconds(31));
            return input;
        });

        Answer answer = await AnswerAsync(client, streaming);

        Assert.Equal(("timeout", null, 31_000), (answer.ErrorType, answer.Text, answer.LatencyMs));
    }

    [Fact]
    public async Task Secrets_of_a_failure_are_not_stored()
    {
        const string Key = "sk-live-0123456789abcdef";
        FakeChatClient client = new((_, _, _) => throw new HttpRequestException("401 for Bearer other-secret-token", new InvalidOperationException($"key {Key} rejected")));
        string path = _folder.File("r.db");

        Run run = await SmallRuns.RunAsync(path, SmallRuns.Numbers(1), new Candidate("m", client));

        Answer answer = Assert.Single(run.Answers());
        Assert.Equal("failed", answer.ErrorType);
        Assert.Contains("401", answer.ErrorMessage, StringComparison.Ordinal);
        byte[] stored = [.. File.ReadAllBytes(path), .. File.Exists(path + "-wal") ? File.ReadAllBytes(path + "-wal") : []];
        Assert.True(stored.AsSpan().IndexOf("HttpRequestException"u8) >= 0);
        Assert.True(stored.AsSpan().IndexOf("0123456789abcdef"u8) < 0);
        Assert.True(stored.AsSpan().IndexOf("other-secret-token"u8) < 0);
    }

    [Fact]
    public async Task A_metric_that_throws_gives_a_missing_score_and_keeps_the_answer()
    {
        Run run = await Evaluator.RunAsync(
            SmallRuns.Numbers(1), [SmallRuns.Echo()], [new FakeMetric("broken", (_, _) => throw new InvalidOperationException("judge sk-0123456789")), new ExactMatch()],
            new RunOptions { StorePath = _folder.File("r.db") }, cancellationToken: TestContext.Current.CancellationToken);

        Answer answer = Assert.Single(run.Answers());
        Assert.Equal("1", answer.Text);
        Assert.Equal("the metric failed: InvalidOperationException: judge [redacted]", answer.Scores["broken"].Reason);
        Assert.Equal(1, answer.Scores["exact-match"].Value);
    }

    [Fact]
    public async Task What_the_options_say_is_what_the_client_gets()
    {
        ChatOptions? seen = null;
        List<string> roles = [];
        FakeChatClient client = new((input, options, _) =>
        {
            seen = options;
            return Task.FromResult(input);
        })
        { OnMessages = messages => roles.AddRange(messages.Select(m => $"{m.Role}: {m.Text}")) };

        await SmallRuns.RunAsync(_folder.File("r.db"), SmallRuns.Numbers(1), new Candidate("m", client), new RunOptions { Temperature = 0.5f, MaxOutputTokens = 9, SystemPrompt = "Be brief." });

        Assert.Equal((0.5f, 9), (seen!.Temperature, seen.MaxOutputTokens));
        Assert.Equal(["system: Be brief.", "user: 1"], roles);
    }

    [Fact]
    public async Task A_first_token_that_comes_too_late_is_an_error_of_its_own()
    {
        FakeChatClient client = new(async (input, _, token) =>
        {
            Task forever = Task.Delay(Timeout.InfiniteTimeSpan, token);
            _time.Advance(TimeSpan.FromSeconds(2));
            await forever;
            return input;
        });

        Run run = await SmallRuns.RunAsync(_folder.File("r.db"), SmallRuns.Numbers(1), new Candidate("m", client), Options(streaming: true) with { FirstTokenTimeout = TimeSpan.FromSeconds(2) });

        Answer answer = Assert.Single(run.Answers());
        Assert.Equal(("first-token-timeout", "no first token within 2 s"), (answer.ErrorType, answer.ErrorMessage));
    }

    [Fact]
    public async Task A_first_token_in_time_may_be_followed_by_a_longer_answer()
    {
        Answer answer = await AnswerAsync(new SlowClient(_time), Options(streaming: true) with { FirstTokenTimeout = TimeSpan.FromMilliseconds(300) });

        Assert.Equal((null, 750), (answer.ErrorType, answer.LatencyMs));
    }

    [Fact]
    public async Task A_limit_to_the_first_token_needs_a_stream()
    {
        ArgumentException e = await Assert.ThrowsAsync<ArgumentException>(() => SmallRuns.RunAsync(_folder.File("r.db"), SmallRuns.Numbers(1), SmallRuns.Echo(), Options(streaming: false) with { FirstTokenTimeout = TimeSpan.FromSeconds(2) }));

        Assert.Contains("needs streamed answers", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_earlier_conversation_is_sent_before_the_input()
    {
        List<string> sent = [];
        FakeChatClient client = new(input => input) { OnMessages = messages => sent.AddRange(messages.Select(m => $"{m.Role}: {m.Text}")) };
        Sample sample = new("a", "And then?") { History = [new(MessageRole.System, "You count."), new(MessageRole.User, "One."), new(MessageRole.Assistant, "Two.")] };

        await SmallRuns.RunAsync(_folder.File("r.db"), Dataset.Create("d", [sample]), new Candidate("m", client));

        Assert.Equal(["system: You count.", "user: One.", "assistant: Two.", "user: And then?"], sent);
    }

    private async Task<Answer> AnswerAsync(IChatClient client, RunOptions options)
    {
        Run run = await SmallRuns.RunAsync(_folder.File("r.db"), SmallRuns.Numbers(1), new Candidate("m", client), options);
        return Assert.Single(run.Answers());
    }

    private Task<Answer> AnswerAsync(IChatClient client, bool streaming) => AnswerAsync(client, Options(streaming));

    private RunOptions Options(bool streaming) => new() { Streaming = streaming, Timeout = TimeSpan.FromSeconds(30), TimeProvider = _time, Retry = RetryOptions.None };

    /// <summary>Takes 250 ms to its first text and 500 ms more to its last, on the fake clock.</summary>
    private sealed class SlowClient(FakeTimeProvider time) : DelegatingChatClient(new FakeChatClient(_ => "hello"))
    {
        public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            time.Advance(TimeSpan.FromMilliseconds(750));
            return await base.GetResponseAsync(messages, options, cancellationToken);
        }

        public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            bool first = true;
            await foreach (ChatResponseUpdate update in base.GetStreamingResponseAsync(messages, options, cancellationToken))
            {
                if (first && update.Text.Length > 0)
                {
                    first = false;
                    time.Advance(TimeSpan.FromMilliseconds(250));
                }

                yield return update;
            }

            time.Advance(TimeSpan.FromMilliseconds(500));
        }
    }
}
