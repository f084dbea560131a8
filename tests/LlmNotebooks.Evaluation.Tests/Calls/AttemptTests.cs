using LlmNotebooks.Candidates;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Inference.Resilience;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Tests.Calls;

public sealed class AttemptTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // A budget is asked before each attempt, not each call: 429s cost nothing, broken connections the most that they can have cost.
    [Fact]
    public async Task Attempts_are_counted_once_wherever_they_are_looked_at()
    {
        HashSet<string> failed = [];
        FakeChatClient client = new((input, _, _) => failed.Add(input) ? Task.FromException<string>(new AcmeException(429, "busy")) : Task.FromResult(input))
        {
            Usage = new UsageDetails { InputTokenCount = 30, OutputTokenCount = 12 },
        };

        Run run = await SmallRuns.RunAsync(
            _folder.File("r.db"), SmallRuns.Numbers(10), new Candidate("m", client),
            new RunOptions { Retry = new RetryOptions { FirstDelay = TimeSpan.Zero }, Budget = new RunBudget { Tokens = 100_000 }, MaxOutputTokens = 20 });

        ModelSummary model = run.SummarizeModels()[0];
        Assert.Equal((20, 10, 10, 0), (client.Calls, model.Calls, model.Retries, model.Errors));
        Assert.Equal(new ReasonCount("http-429", 10), Assert.Single(model.RetryTypes));
        Assert.Equal((300L, 120L), (model.InputTokens, model.OutputTokens));
        Assert.All(run.Answers(), answer => Assert.Equal(["http-429"], answer.Retried));
    }

    // The seed is the call's: an attempt that is made again asks the same.
    [Fact]
    public async Task Every_attempt_at_a_call_sends_the_same()
    {
        List<(string Input, long? Seed)> sent = [];
        HashSet<string> failed = [];
        FakeChatClient client = new((input, options, _) =>
        {
            lock (sent)
            {
                sent.Add((input, options!.Seed));
                return failed.Add(input) ? Task.FromException<string>(new AcmeException(503, "down")) : Task.FromResult(input);
            }
        });

        await SmallRuns.RunAsync(_folder.File("r.db"), SmallRuns.Numbers(5), new Candidate("m", client), new RunOptions { Retry = new RetryOptions { FirstDelay = TimeSpan.Zero } });

        Assert.Equal(10, sent.Count);
        Assert.Equal(5, sent.Distinct().Count());
    }
}
