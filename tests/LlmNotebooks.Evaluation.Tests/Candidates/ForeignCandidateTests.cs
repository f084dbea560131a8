using LlmNotebooks.Candidates;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Inference.Resilience;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Tests.Candidates;

/// <summary>A candidate whose client and exceptions come from elsewhere is called as carefully as one of ours.</summary>
public sealed class ForeignCandidateTests : IDisposable
{
    private const string Key = "plain-word-of-acme";

    private static readonly RetryOptions AtOnce = new() { FirstDelay = TimeSpan.Zero };

    private readonly TemporaryFolder _folder = new();

    private string Store => _folder.File("r.db");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_failure_that_states_its_status_is_made_again(int status)
    {
        int calls = 0;
        FakeChatClient client = new(input => ++calls == 1 ? throw new AcmeException(status, $"no room for {Key}") : input);

        Answer answer = await AnswerAsync(new Candidate("m", client) { Secrets = [Key] });

        Assert.Equal(("1", 2, $"http-{status}"), (answer.Text, calls, Assert.Single(answer.Retried)));
    }

    [Fact]
    public async Task Its_key_is_taken_out_of_what_is_stored_and_shown()
    {
        FakeChatClient client = new(_ => throw new AcmeException(429, $"no room for {Key}"));

        Answer answer = await AnswerAsync(new Candidate("m", client) { Secrets = [Key] });

        Assert.Equal(("http-429", "no room for [redacted]", 5), (answer.ErrorType, answer.ErrorMessage, client.Calls));
        Assert.True(File.ReadAllBytes(Store).AsSpan().IndexOf("plain-word"u8) < 0);
    }

    // https://platform.openai.com/docs/guides/error-codes: 429 with the code insufficient_quota is a bill to pay, no moment to wait for.
    [Theory]
    [InlineData("""{"error":{"message":"You exceeded your quota.","type":"insufficient_quota","code":"insufficient_quota"}}""", 1)]
    [InlineData("""{"error":{"message":"Not insufficient_quota, but a limit.","type":"requests","code":"rate_limit_exceeded"}}""", 5)]
    [InlineData(null, 5)]
    public async Task What_the_body_says_of_money_is_not_waited_for(string? body, int calls)
    {
        FakeChatClient client = new(_ => throw new AcmeException(429, "Too many requests") { ResponseBody = body });

        Answer answer = await AnswerAsync(new Candidate("m", client));

        Assert.Equal((calls, "http-429"), (client.Calls, answer.ErrorType));
    }

    [Fact]
    public async Task A_candidate_reads_its_failures_in_its_own_way()
    {
        int calls = 0;
        FakeChatClient client = new(input => ++calls == 1 ? throw new NotSupportedException("come back later") : input);
        Candidate candidate = new("m", client) { ReadFailure = e => e is NotSupportedException ? new CallFailure(FailureKind.Refused, "acme-busy") : null };

        Answer answer = await AnswerAsync(candidate);

        Assert.Equal(("1", "acme-busy"), (answer.Text, Assert.Single(answer.Retried)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_with_retries_of_this_library_is_not_retried_twice(bool streaming)
    {
        FakeChatClient dead = new(_ => throw new AcmeException(503, "down"));
        using IChatClient client = new ChatClientBuilder(dead).UseRetries(AtOnce).Build();

        Answer answer = await AnswerAsync(new Candidate("m", client), streaming);

        Assert.Equal((5, 4, "http-503"), (dead.Calls, answer.Retried.Count, answer.ErrorType));
    }

    [Fact]
    public async Task A_client_that_retries_by_itself_has_no_retries_around_it()
    {
        FakeChatClient client = new(_ => throw new AcmeException(503, "down, after five attempts"));

        Answer answer = await AnswerAsync(new Candidate("m", client) { RetriesItself = true });

        Assert.Equal((1, 0), (client.Calls, answer.Retried.Count));
    }

    [Fact]
    public async Task A_model_in_this_process_is_asked_once()
    {
        FakeChatClient client = new(_ => throw new AcmeException(503, "down"));

        await AnswerAsync(new Candidate("m", client) { IsInProcess = true });

        // Once to warm up, once in the run.
        Assert.Equal(2, client.Calls);
    }

    private async Task<Answer> AnswerAsync(Candidate candidate, bool streaming = true)
    {
        Run run = await SmallRuns.RunAsync(Store, SmallRuns.Numbers(1), candidate, new RunOptions { Retry = AtOnce, Streaming = streaming });
        return Assert.Single(run.Answers());
    }
}
