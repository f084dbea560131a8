using LlmNotebooks.Candidates;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Tests.Evaluation;

public sealed class ReplayTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Stored_answers_are_scored_by_other_metrics_without_a_call()
    {
        FakeChatClient client = new(input => input == "3" ? throw new InvalidOperationException("no") : $"It is {input}.");
        Run run = await Runs.RunAsync(_folder.File("r.db"), Runs.Numbers(5), new Candidate("m", client), new RunOptions { Repetitions = 2, RunId = "r" });
        int calls = client.Calls;

        Run again = await run.ReplayAsync([new Contains(), new ExactMatch()], new ReplayOptions { RunId = "again", Name = "contains" }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(calls, client.Calls);
        Assert.Equal(("again", "contains", RunStatus.Completed, 10, 2), (again.Id, again.Info.Name, again.Status, again.Info.Answers, again.Info.Errors));
        Assert.Equal($"r in {run.StorePath}", again.Info.ReplayOf);
        Assert.Equal(["contains", "exact-match"], again.Plan.Metrics);
        Assert.All(again.Answers(), answer => Assert.Equal((answer.IsError ? null : 1.0, answer.IsError ? null : 0.0), (answer.ScoreOf("contains"), answer.ScoreOf("exact-match"))));
        Assert.Equal(run.Answers().Select(Facts), again.Answers().Select(Facts));
    }

    [Fact]
    public async Task Samples_come_back_from_the_store_as_they_were()
    {
        Sample[] samples =
        [
            new("a", "Which?") { References = ["B", "b"], Choices = ["x", "y"], Category = "c", Cluster = "k", Template = "0" },
            new("b", "And?") { Target = "1", History = [new(MessageRole.System, "Be brief."), new(MessageRole.User, "Hi"), new(MessageRole.Assistant, "Ho")] },
            new("c", "Plain?"),
        ];
        Dataset dataset = Dataset.Create("d", samples);

        Run run = await Runs.RunAsync(_folder.File("r.db"), dataset, Runs.Echo());
        Dataset stored = run.LoadDataset();

        Assert.Equal((dataset.Name, dataset.Hash), (stored.Name, stored.Hash));
        Assert.Equal(samples, stored.Samples);
        Assert.Equal("Ho", stored.Samples[1].History[2].Text);
    }

    [Fact]
    public async Task The_recorded_run_has_its_samples_and_scores_alike_when_replayed()
    {
        Run recorded = await RunStore.Open(Repository.PathOf("data", "recordings", "skills.db")).OpenRunAsync("skills", TestContext.Current.CancellationToken);
        Assert.Equal(Dataset.Load(Repository.PathOf("data", "datasets", "skills-test.jsonl")).Hash, recorded.LoadDataset().Hash);

        Run again = await recorded.ReplayAsync([new ExactMatch()], new ReplayOptions { StorePath = _folder.File("again.db") }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(recorded.SummarizeModels().Select(model => model.Metric("exact-match").Mean), again.SummarizeModels().Select(model => model.Metric("exact-match").Mean));
    }

    [Fact]
    public async Task A_replay_that_was_cut_off_goes_on()
    {
        Run run = await Runs.RunAsync(_folder.File("r.db"), Runs.Numbers(50), Runs.Echo(), new RunOptions { RunId = "r" });
        using CancellationTokenSource stop = new();
        Counting first = new(30, stop), second = new(int.MaxValue, stop);

        await Assert.ThrowsAsync<RunInterruptedException>(() => run.ReplayAsync([first], new ReplayOptions { RunId = "again", Concurrency = 1 }, cancellationToken: stop.Token));
        Run half = await RunStore.Open(run.StorePath).OpenRunAsync("again", TestContext.Current.CancellationToken);
        Run whole = await run.ReplayAsync([second], new ReplayOptions { RunId = "again" }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(RunStatus.Interrupted, half.Status);
        Assert.Equal((RunStatus.Completed, 50L, 50L), (whole.Status, whole.Info.Answers, half.Info.Answers + second.Calls));
    }

    private static (string, string, int, long, DateTimeOffset, double, string?, string?) Facts(Answer answer) =>
        (answer.Model, answer.SampleId, answer.Repetition, answer.Seed, answer.StartedAt, answer.LatencyMs, answer.Text, answer.ErrorMessage);

    private sealed class Counting(int stopAt, CancellationTokenSource stop) : IMetric
    {
        private int _calls;

        public string Name => "counting";

        public int Calls => _calls;

        public async ValueTask<Score> ScoreAsync(Sample sample, string answer, CancellationToken cancellationToken = default)
        {
            if (Interlocked.Increment(ref _calls) == stopAt) { await stop.CancelAsync(); }
            cancellationToken.ThrowIfCancellationRequested();
            return Score.Of(1);
        }
    }
}
