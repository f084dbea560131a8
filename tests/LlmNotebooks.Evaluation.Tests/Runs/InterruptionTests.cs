using LlmNotebooks.Candidates;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Tests.Runs;

public sealed class InterruptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Store => _folder.File("runs.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_cancelled_run_keeps_what_was_answered_and_says_how_to_go_on()
    {
        using CancellationTokenSource stop = new();
        RunInterruptedException e = await Assert.ThrowsAsync<RunInterruptedException>(() => RunAsync(CancelAt("4", stop), stop.Token));

        Run run = await OpenAsync();
        Assert.Equal(RunStatus.Interrupted, run.Status);
        Assert.NotNull(run.Info.EndedAt);
        Assert.Equal(["1", "2", "3"], run.Answers().Select(a => a.Text));
        Assert.Equal(0, run.Info.Errors);
        Assert.Equal(("r", Store, 3, 6), (e.RunId, e.StorePath, e.Done, e.Total));
        Assert.Contains("RunOptions.RunId = \"r\"", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Going_on_asks_only_what_is_not_answered()
    {
        using CancellationTokenSource stop = new();
        await Assert.ThrowsAsync<RunInterruptedException>(() => RunAsync(CancelAt("4", stop), stop.Token));
        FakeChatClient second = new(input => input);

        Run run = await RunAsync(second, TestContext.Current.CancellationToken);

        Assert.Equal(3, second.Calls);
        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal(["1", "2", "3", "4", "5", "6"], run.Answers().Select(a => a.Text));
    }

    [Fact]
    public async Task An_answer_that_was_being_scored_is_kept_and_only_scored_again()
    {
        using CancellationTokenSource stop = new();
        FakeChatClient first = new(input => input), second = new(input => input);
        await Assert.ThrowsAsync<RunInterruptedException>(() => RunAsync(first, Judge("6", stop), stop.Token));
        Run interrupted = await OpenAsync();
        string[] unscored = [.. interrupted.Answers().Where(answer => answer.Scores.Count == 0).Select(answer => answer.SampleId)];

        Run whole = await RunAsync(second, Judge(null, stop), TestContext.Current.CancellationToken);

        Assert.Equal((RunStatus.Interrupted, 6), (interrupted.Status, interrupted.Info.Answers));
        Assert.Equal(["s6"], unscored);
        Assert.Equal((6, 0), (first.Calls, second.Calls));
        Assert.Equal((RunStatus.Completed, 6), (whole.Status, whole.Info.Answers));
        Assert.Equal(RunStatus.Completed, Assert.Single(whole.Scorings).Status);
        Assert.All(whole.Answers(), answer => Assert.Equal(1, answer.Scores["judge"].Value));
    }

    [Fact]
    public async Task Going_on_with_another_plan_is_refused_by_what_differs()
    {
        await RunAsync(new FakeChatClient(input => input), TestContext.Current.CancellationToken);

        RunStoreException e = await Assert.ThrowsAsync<RunStoreException>(() =>
            RunAsync(new FakeChatClient(input => input), TestContext.Current.CancellationToken, seed: 7));

        Assert.Contains("its seed was '42' and is now '7'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_difference_of_a_plan_is_named()
    {
        await SmallRuns.RunAsync(Store, SmallRuns.Numbers(2), SmallRuns.Echo(), new RunOptions { RunId = "r" });

        RunStoreException e = await Assert.ThrowsAsync<RunStoreException>(() =>
            SmallRuns.RunAsync(Store, SmallRuns.Numbers(3), SmallRuns.Echo(), new RunOptions { RunId = "r", Seed = 7, Temperature = null, SystemPrompt = "Be brief.", MaxOutputTokens = 9 }));

        Assert.Contains("its number of samples was '2' and is now '3'; its seed was '42' and is now '7'; its temperature was '0' and is now not set", e.Message, StringComparison.Ordinal);
        Assert.Contains("its longest answer was not set and is now '9'; its system prompt was not set and is now 'Be brief.'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_failed_is_asked_again_where_that_is_wanted()
    {
        await RunAsync(new FakeChatClient(input => input is "2" or "5" ? throw new InvalidOperationException() : input), TestContext.Current.CancellationToken);
        FakeChatClient second = new(input => input == "5" ? throw new InvalidOperationException() : input);

        Run kept = await RunAsync(second, TestContext.Current.CancellationToken);
        Assert.Equal((0, 2), (second.Calls, kept.Info.Errors));

        Run run = await SmallRuns.RunAsync(Store, SmallRuns.Numbers(6), new Candidate("m", second), new RunOptions { RunId = "r", Concurrency = 1, RetryErrors = true });

        Assert.Equal((2, 6, 1), (second.Calls, run.Info.Answers, run.Info.Errors));
        Assert.Equal(["1", "2", "3", "4", null, "6"], run.Answers().Select(answer => answer.Text));
        Assert.Equal([1.0, 1, 1, 1, null, 1], run.Answers().Select(answer => answer.ScoreOf("exact-match")));
    }

    [Theory]
    [InlineData("m", "b.gguf", "id", 7L, "its source of candidate 'm' was 'a.gguf' and is now 'b.gguf'")]
    [InlineData("m", "a.gguf", null, 7L, "its model id of candidate 'm' was 'id' and is now not set")]
    [InlineData("m", "a.gguf", "id", 8L, "its file size in bytes of candidate 'm' was '7' and is now '8'")]
    [InlineData("n", "a.gguf", "id", 7L, "its candidates was 'm' and is now 'n'")]
    public async Task Another_model_does_not_join_the_run_of_the_first(string name, string source, string? modelId, long bytes, string expected)
    {
        await RunAsync("m", "a.gguf", "id", 7);

        RunStoreException e = await Assert.ThrowsAsync<RunStoreException>(() => RunAsync(name, source, modelId, bytes));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);

        Task<Run> RunAsync(string name, string source, string? modelId, long bytes) => SmallRuns.RunAsync(
            Store, SmallRuns.Numbers(1),
            new Candidate(name, new FakeChatClient(input => input), source) { ModelId = modelId, FileBytes = bytes },
            new RunOptions { RunId = "r" });
    }

    [Fact]
    public async Task A_completed_run_asks_nothing_again()
    {
        await RunAsync(new FakeChatClient(input => input), TestContext.Current.CancellationToken);
        FakeChatClient second = new(input => input);

        Run run = await RunAsync(second, TestContext.Current.CancellationToken);

        Assert.Equal(0, second.Calls);
        Assert.Equal(RunStatus.Completed, run.Status);
    }

    [Fact]
    public async Task Progress_counts_what_is_stored()
    {
        List<RunProgress> seen = [];
        FakeChatClient client = new(input => input == "2" ? throw new InvalidOperationException() : input);

        await Evaluator.RunAsync(
            SmallRuns.Numbers(6), [new Candidate("m", client), SmallRuns.Echo("n")], [new ExactMatch()],
            new RunOptions { StorePath = Store }, new Reports(seen), TestContext.Current.CancellationToken);

        RunProgress last = seen[^1];
        Assert.Equal((12, 12, 1), (last.Done, last.Total, last.Errors));
        Assert.Equal([new ModelProgress("m", 6, 6, 1), new ModelProgress("n", 6, 6, 0)], last.Models);
        Assert.Equal(seen.Select(p => p.Done).Order(), seen.Select(p => p.Done));
    }

    [Fact]
    public async Task A_listener_that_throws_ends_the_run_as_failed_with_its_own_exception()
    {
        await Assert.ThrowsAsync<NotSupportedException>(() => Evaluator.RunAsync(
            SmallRuns.Numbers(6), [SmallRuns.Echo()], [new ExactMatch()], new RunOptions { StorePath = Store, RunId = "r" },
            new Throws(), TestContext.Current.CancellationToken));

        Assert.Equal(RunStatus.Failed, (await OpenAsync()).Status);
    }

    private static FakeChatClient CancelAt(string input, CancellationTokenSource stop) => new(async (asked, _, token) =>
    {
        if (asked == input)
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
        }

        return asked;
    });

    private Task<Run> RunAsync(FakeChatClient client, CancellationToken token, long seed = 42) =>
        Evaluator.RunAsync(
            SmallRuns.Numbers(6), [new Candidate("m", client)], [new ExactMatch()],
            new RunOptions { StorePath = Store, RunId = "r", Concurrency = 1, Seed = seed }, cancellationToken: token);

    private Task<Run> RunAsync(FakeChatClient client, IMetric metric, CancellationToken token) =>
        Evaluator.RunAsync(
            SmallRuns.Numbers(6), [new Candidate("m", client)], [metric],
            new RunOptions { StorePath = Store, RunId = "r", Concurrency = 1, ScoringConcurrency = 1 }, cancellationToken: token);

    private Task<Run> OpenAsync() => RunStore.Open(Store).OpenRunAsync("r", TestContext.Current.CancellationToken);

    /// <summary>A judge that is still thinking about one answer when the run is cancelled.</summary>
    private static FakeMetric Judge(string? answerToCancelAt, CancellationTokenSource stop) => new("judge", async (answer, cancellationToken) =>
    {
        if (answer.Text == answerToCancelAt)
        {
            await stop.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }

        return Score.Of(1);
    });

    private sealed class Reports(List<RunProgress> seen) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => seen.Add(value);
    }

    private sealed class Throws : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => throw new NotSupportedException();
    }
}
