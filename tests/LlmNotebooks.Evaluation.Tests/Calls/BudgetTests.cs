using LlmNotebooks.Candidates;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Inference.Resilience;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Tests.Calls;

public sealed class BudgetTests : IDisposable
{
    // A call of SmallRuns.Numbers: 64 tokens for the template, 16 for the message, at most 3 bytes of digits, 20 of answer.
    private const int Most = 64 + 16 + 3 + 20, Least = Most - 2;

    private readonly TemporaryFolder _folder = new();

    private string Store => _folder.File("r.db");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task A_run_stops_before_its_tokens_are_passed(int concurrency)
    {
        FakeChatClient client = Answering(30, 12);

        Run run = await SmallRuns.RunAsync(Store, SmallRuns.Numbers(200), new Candidate("m", client), Options(new RunBudget { Tokens = 1_000 }) with { Concurrency = concurrency });

        long spent = run.Answers().Sum(answer => (answer.InputTokens + answer.OutputTokens)!.Value);
        Assert.Equal(RunStatus.BudgetReached, run.Status);
        Assert.InRange(spent, 1_000 - Most + 1, 1_000);
        Assert.Equal(run.Info.Answers, client.Calls);
    }

    [Fact]
    public async Task A_run_stops_before_its_dollars_are_passed()
    {
        RunBudget budget = new() { CostUsd = 0.5m, PriceOfCall = (_, input, output, _) => (0.001m * input) + (0.002m * output) };

        Run run = await SmallRuns.RunAsync(Store, SmallRuns.Numbers(200), new Candidate("m", Answering(30, 12)), Options(budget));

        decimal spent = run.Answers().Sum(answer => (0.001m * answer.InputTokens!.Value) + (0.002m * answer.OutputTokens!.Value));
        Assert.Equal(RunStatus.BudgetReached, run.Status);
        Assert.InRange(spent, 0.5m - 0.123m, 0.5m);
    }

    [Fact]
    public async Task A_larger_budget_goes_on_and_what_was_spent_counts()
    {
        FakeChatClient client = Answering(30, 12);
        Candidate candidate = new("m", client);
        Run first = await SmallRuns.RunAsync(Store, SmallRuns.Numbers(200), candidate, Options(new RunBudget { Tokens = 1_000 }));

        Run same = await SmallRuns.RunAsync(Store, SmallRuns.Numbers(200), candidate, Options(new RunBudget { Tokens = 1_000 }));
        Run second = await SmallRuns.RunAsync(Store, SmallRuns.Numbers(200), candidate, Options(new RunBudget { Tokens = 2_000 }));

        Assert.Equal(first.Info.Answers, same.Info.Answers);
        Assert.InRange(second.Info.Answers * 42, 2_000 - Most + 1, 2_000);
        Assert.Equal(second.Info.Answers, client.Calls);
    }

    [Fact]
    public async Task What_a_model_does_not_report_counts_as_the_most_it_can_be()
    {
        Run run = await SmallRuns.RunAsync(Store, SmallRuns.Numbers(200), new Candidate("m", new FakeChatClient(input => input)), Options(new RunBudget { Tokens = 1_000 }));

        Assert.InRange(run.Info.Answers, 1_000 / Most, 1_000 / (Most - 2));
    }

    [Fact]
    public async Task An_attempt_that_may_be_billed_counts_and_a_refused_one_does_not()
    {
        RetryOptions once = new() { MaxAttempts = 2, FirstDelay = TimeSpan.Zero };

        Run broken = await RunAsync("broken", new IOException("reset"));
        Run refused = await RunAsync("refused", new HttpRequestException("busy", null, System.Net.HttpStatusCode.TooManyRequests));

        Assert.Equal(RunStatus.BudgetReached, broken.Status);
        Assert.InRange(broken.Info.Answers, 1, 500 / 42);
        Assert.True(broken.Info.Answers < refused.Info.Answers);
        Assert.InRange(refused.Info.Answers * 42, 500 - Most + 1, 500);

        Task<Run> RunAsync(string id, Exception failure)
        {
            // The first attempt at each sample fails.
            HashSet<string> failed = [];
            FakeChatClient client = new((input, _, _) => failed.Add(input) ? Task.FromException<string>(failure) : Task.FromResult(input)) { Usage = new() { InputTokenCount = 30, OutputTokenCount = 12 } };
            return SmallRuns.RunAsync(Store, SmallRuns.Numbers(200), new Candidate("m", client), Options(new RunBudget { Tokens = 500 }) with { RunId = id, Retry = once, Concurrency = 1 });
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Attempts_of_a_client_that_retries_by_itself_count_like_those_of_the_run(int failures)
    {
        RetryOptions retry = new() { MaxAttempts = failures + 1, FirstDelay = TimeSpan.Zero };

        (Run ofRun, int calls) = await RunAsync("run", retry, client => client);
        (Run ofClient, int callsOfClient) = await RunAsync("client", RetryOptions.None, client => client.AsBuilder().UseRetries(retry).Build());

        Assert.Equal((RunStatus.BudgetReached, ofRun.Info.Answers, calls), (ofClient.Status, ofClient.Info.Answers, callsOfClient));
        // What failed may have been billed as the most that it can be.
        Assert.InRange((ofClient.Info.Answers * 42) + ((callsOfClient - ofClient.Info.Answers) * Least), 1, 1_500);

        async Task<(Run Run, int Calls)> RunAsync(string id, RetryOptions options, Func<IChatClient, IChatClient> retrying)
        {
            Dictionary<string, int> attempts = [];
            FakeChatClient client = new((input, _, _) => (attempts[input] = attempts.GetValueOrDefault(input) + 1) <= failures ? Task.FromException<string>(new IOException("reset")) : Task.FromResult(input))
            {
                Usage = new() { InputTokenCount = 30, OutputTokenCount = 12 },
            };
            Run run = await SmallRuns.RunAsync(Store, SmallRuns.Numbers(200), new Candidate("m", retrying(client)), Options(new RunBudget { Tokens = 1_500 }) with { RunId = id, Retry = options, Concurrency = 1 });
            return (run, client.Calls);
        }
    }

    [Fact]
    public async Task A_budget_that_is_not_reached_changes_nothing()
    {
        Run run = await SmallRuns.RunAsync(Store, SmallRuns.Numbers(20), new Candidate("m", Answering(30, 12)), Options(new RunBudget { Tokens = 100_000 }));

        Assert.Equal((RunStatus.Completed, 20), (run.Status, run.Info.Answers));
    }

    [Fact]
    public async Task What_leaves_a_budget_without_bounds_is_refused_before_the_first_call()
    {
        FakeChatClient client = Answering(1, 1);
        RunBudget unpriced = new() { CostUsd = 1, PriceOfCall = (_, _, _, _) => null };

        Assert.Contains("MaxOutputTokens", await RefusalAsync(new RunOptions { Budget = new RunBudget { Tokens = 9 } }), StringComparison.Ordinal);
        Assert.Contains("PriceOfCall", await RefusalAsync(Options(new RunBudget { CostUsd = 1 })), StringComparison.Ordinal);
        Assert.Contains("'m' has none", await RefusalAsync(Options(unpriced)), StringComparison.Ordinal);
        Assert.Equal(0, client.Calls);
        Assert.False(File.Exists(Store));

        async Task<string> RefusalAsync(RunOptions options) =>
            (await Assert.ThrowsAnyAsync<ArgumentException>(() => SmallRuns.RunAsync(Store, SmallRuns.Numbers(2), new Candidate("m", client), options))).Message;
    }

    private static FakeChatClient Answering(int input, int output) => new(text => text) { Usage = new UsageDetails { InputTokenCount = input, OutputTokenCount = output } };

    private static RunOptions Options(RunBudget budget) => new() { Budget = budget, MaxOutputTokens = 20, RunId = "r" };
}
