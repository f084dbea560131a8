using LlmNotebooks.Candidates;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Metrics;
using Microsoft.Data.Sqlite;

namespace LlmNotebooks.Tests.Scoring;

public sealed class ScoreAsyncTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Stored_answers_are_scored_in_place_without_a_call_and_without_a_copy()
    {
        FakeChatClient client = new(input => input == "3" ? throw new InvalidOperationException("no") : $"It is {input}.");
        Run run = await SmallRuns.RunAsync(_folder.File("r.db"), SmallRuns.Numbers(5), new Candidate("m", client), new RunOptions { Repetitions = 2, RunId = "r" });
        int calls = client.Calls;

        Run again = await run.ScoreAsync([new Contains()], cancellationToken: Token);

        Assert.Equal(calls, client.Calls);
        Assert.Equal(("r", run.StorePath, RunStatus.Completed, 10L, 2L), (again.Id, again.StorePath, again.Status, again.Info.Answers, again.Info.Errors));
        Assert.Single(await RunStore.Open(run.StorePath).ListRunsAsync(Token));
        Assert.Equal(10, Count(run.StorePath, "answers"));
        Assert.Equal(20, Count(run.StorePath, "scores"));
        Assert.Equal(["exact-match"], again.Plan.Metrics.Select(metric => metric.Name));
        Assert.Equal(["exact-match", "contains"], again.Metrics.Select(metric => metric.Name));
        Assert.Equal([(1, 10L, RunStatus.Completed), (2, 10L, RunStatus.Completed)], again.Scorings.Select(scoring => (scoring.Number, scoring.Answers, scoring.Status)));
        Assert.All(again.Answers(), answer => Assert.Equal((answer.IsError ? null : 1.0, answer.IsError ? null : 0.0), (answer.ScoreOf("contains"), answer.ScoreOf("exact-match"))));
        Assert.All(again.Answers().Where(answer => answer.IsError), answer => Assert.Equal("no answer: failed", answer.Scores["contains"].Reason));
        Assert.Equal(run.Answers().Select(Facts), again.Answers().Select(Facts));
        Assert.Equal((1.0, 2), (again.SummarizeModels()[0].Metric("contains").Mean!.Value, again.SummarizeModels()[0].Metric("contains").Missing));
    }

    [Fact]
    public async Task The_same_metrics_again_do_nothing_unless_they_are_to_score_anew()
    {
        FakeMetric metric = new(new MetricInfo { Name = "length" }, text => text.Length);
        Run run = await SmallRuns.RunAsync(_folder.File("r.db"), SmallRuns.Numbers(5), SmallRuns.Echo());

        await run.ScoreAsync([metric], cancellationToken: Token);
        Run twice = await run.ScoreAsync([metric], cancellationToken: Token);
        Run anew = await run.ScoreAsync([metric], new ScoringOptions { Again = true }, cancellationToken: Token);

        Assert.Equal([1, 2], twice.Scorings.Select(scoring => scoring.Number));
        Assert.Equal([1, 2, 3], anew.Scorings.Select(scoring => scoring.Number));
        Assert.Equal(10, metric.Calls);
        // The later scores count, under the one name.
        Assert.Equal([("exact-match", 1), ("length", 3)], anew.Metrics.Select(of => (of.Name, of.Scoring)));
        Assert.Equal(15, Count(run.StorePath, "scores"));
    }

    [Fact]
    public async Task Metrics_of_one_name_and_other_parameters_are_two_and_are_called_differently()
    {
        Dataset dataset = Dataset.Create("words", [new("1", "ab"), new("2", "ba"), new("3", "aa")]);
        Run run = await SmallRuns.RunAsync(_folder.File("r.db"), dataset, SmallRuns.Echo());

        await run.ScoreAsync([new RegexMatch("^a")], cancellationToken: Token);
        Run both = await run.ScoreAsync([new RegexMatch("^b")], cancellationToken: Token);

        Assert.Equal(["exact-match", "regex", "regex (pattern ^b)"], both.Metrics.Select(metric => metric.Name));
        Assert.Equal([1.0, 0, 1], both.Answers().Select(answer => answer.ScoreOf("regex")));
        Assert.Equal([0.0, 1, 0], both.Answers().Select(answer => answer.ScoreOf("regex (pattern ^b)")));
        Assert.Equal(2.0 / 3, both.SummarizeModels()[0].Metric("regex").Mean!.Value, tolerance: 1e-15);
    }

    [Fact]
    public async Task Into_another_store_the_run_is_copied_once_and_the_first_store_stays_as_it_is()
    {
        string store = _folder.File("r.db"), other = _folder.File("other.db");
        Run run = await SmallRuns.RunAsync(store, SmallRuns.Numbers(5), SmallRuns.Echo(), new RunOptions { RunId = "r" });
        await run.ScoreAsync([new Contains()], cancellationToken: Token);
        await run.ScoreAsync([new Contains()], new ScoringOptions { Again = true }, cancellationToken: Token);
        run = await RunStore.Open(store).OpenRunAsync("r", Token);
        byte[] before = await File.ReadAllBytesAsync(store, Token);

        Run first = await run.ScoreAsync([new RegexMatch("^1")], new ScoringOptions { StorePath = other }, cancellationToken: Token);
        Run second = await run.ScoreAsync([new RegexMatch("^2")], new ScoringOptions { StorePath = other }, cancellationToken: Token);

        Assert.Equal(before, await File.ReadAllBytesAsync(store, Token));
        Assert.Equal((other, "r", 5L, RunStatus.Completed), (first.StorePath, first.Id, first.Info.Answers, first.Status));
        Assert.Equal(run.Answers().Select(Facts), second.Answers().Select(Facts));
        Assert.Equal(["exact-match", "contains", "contains", "regex", "regex"], second.Scorings.Select(scoring => scoring.Metrics[0].Name));
        Assert.Equal(["exact-match", "contains", "regex", "regex (pattern ^2)"], second.Metrics.Select(metric => metric.Name));
        Assert.Equal((5L, 25L), (Count(other, "answers"), Count(other, "scores")));
        Assert.Equal([0.0, 1, 0, 0, 0], second.Answers().Select(answer => answer.ScoreOf("regex (pattern ^2)")));
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

        Run run = await SmallRuns.RunAsync(_folder.File("r.db"), dataset, SmallRuns.Echo());
        Dataset stored = run.LoadDataset();

        Assert.Equal((dataset.Name, dataset.Hash), (stored.Name, stored.Hash));
        Assert.Equal(samples, stored.Samples);
        Assert.Equal("Ho", stored.Samples[1].History[2].Text);
    }

    [Fact]
    public async Task The_recorded_run_has_its_samples_and_scores_alike_when_scored_again()
    {
        string path = Repository.PathOf("data", "recordings", "skills.db");
        byte[] before = await File.ReadAllBytesAsync(path, Token);
        Run recorded = await RunStore.Open(path).OpenRunAsync("skills", Token);
        Assert.Equal(Dataset.Load(Repository.PathOf("data", "datasets", "skills-test.jsonl")).Hash, recorded.LoadDataset().Hash);

        Run again = await recorded.ScoreAsync([new ExactMatch()], new ScoringOptions { StorePath = _folder.File("again.db"), Again = true }, cancellationToken: Token);

        Assert.Equal(recorded.SummarizeModels().Select(model => model.Metric("exact-match").Mean), again.SummarizeModels().Select(model => model.Metric("exact-match").Mean));
        Assert.Equal([1, 2], again.Scorings.Select(scoring => scoring.Number));
        Assert.Equal(before, await File.ReadAllBytesAsync(path, Token));
    }

    [Fact]
    public async Task A_scoring_that_was_cut_off_is_resumed()
    {
        Run run = await SmallRuns.RunAsync(_folder.File("r.db"), SmallRuns.Numbers(50), SmallRuns.Echo(), new RunOptions { RunId = "r" });
        using CancellationTokenSource stop = new();
        FakeMetric first = Counting(30, stop), second = Counting(int.MaxValue, stop);

        RunInterruptedException e = await Assert.ThrowsAsync<RunInterruptedException>(() => run.ScoreAsync([first], new ScoringOptions { Concurrency = 1 }, cancellationToken: stop.Token));
        Run half = await RunStore.Open(run.StorePath).OpenRunAsync("r", Token);
        MetricSummary sofar = half.SummarizeModels()[0].Metric("counting");
        Disagreements disagreements = half.Disagreements("m", "m", "counting");
        int missing = half.Scores("m", "counting").Count(score => score.Score is null);
        Run whole = await run.ScoreAsync([second], cancellationToken: Token);

        Assert.Contains("makes no call", e.Message, StringComparison.Ordinal);
        Assert.Equal((RunStatus.Interrupted, 29L), (half.Scorings[1].Status, half.Scorings[1].Answers));
        // What is not scored yet is missing, and bounds the mean.
        Assert.Equal((21, new ReasonCount("not scored yet", 21)), (sofar.Missing, Assert.Single(sofar.MissingReasons)));
        Assert.Equal((21, 21, 29), (missing, disagreements.Missing.Count, disagreements.Compared));
        Assert.Equal((29.0 / 50, 1.0), (sofar.Bounds!.Value.Lower, sofar.Bounds.Value.Upper));
        Assert.Equal(21, second.Calls);
        Assert.Equal((RunStatus.Completed, 50L, 2), (whole.Scorings[1].Status, whole.Scorings[1].Answers, whole.Scorings.Count));
        Assert.Equal(100, Count(run.StorePath, "scores"));
    }

    [Fact]
    public async Task Progress_counts_what_is_scored()
    {
        Run run = await SmallRuns.RunAsync(_folder.File("r.db"), SmallRuns.Numbers(7), SmallRuns.Echo());
        List<RunProgress> seen = [];

        await run.ScoreAsync([new Contains()], progress: new Reports(seen), cancellationToken: Token);

        Assert.Equal((7L, 7L, 7L, true), (seen[^1].Done, seen[^1].Total, seen[^1].Scored, seen[^1].IsScored));
        Assert.Equal(seen.Select(p => p.Scored).Order(), seen.Select(p => p.Scored));
    }

    [Fact]
    public async Task A_listener_that_throws_ends_the_scoring_as_failed_with_its_own_exception()
    {
        Run run = await SmallRuns.RunAsync(_folder.File("r.db"), SmallRuns.Numbers(100), SmallRuns.Echo());

        await Assert.ThrowsAsync<NotSupportedException>(() => run.ScoreAsync([new Contains()], new ScoringOptions { Concurrency = 1 }, new Throws(), Token));

        Assert.Equal([RunStatus.Completed, RunStatus.Failed], (await RunStore.Open(run.StorePath).OpenRunAsync(run.Id, Token)).Scorings.Select(scoring => scoring.Status));
        Assert.Equal(100, (await run.ScoreAsync([new Contains()], cancellationToken: Token)).Scorings[1].Answers);
    }

    [Fact]
    public async Task No_metric_and_two_of_one_name_are_refused()
    {
        Run run = await SmallRuns.RunAsync(_folder.File("r.db"), SmallRuns.Numbers(1), SmallRuns.Echo());

        await Assert.ThrowsAsync<ArgumentException>(() => run.ScoreAsync([], cancellationToken: Token));
        ArgumentException e = await Assert.ThrowsAsync<ArgumentException>(() => run.ScoreAsync([new RegexMatch("^a"), new RegexMatch("^b")], cancellationToken: Token));
        Assert.Contains("'regex'", e.Message, StringComparison.Ordinal);
    }

    private static (string, string, int, long, DateTimeOffset, double?, string?, string?) Facts(Answer answer) =>
        (answer.Model, answer.SampleId, answer.Repetition, answer.Seed, answer.StartedAt, answer.LatencyMs, answer.Text, answer.ErrorMessage);

    private static long Count(string store, string table)
    {
        using SqliteConnection connection = new($"Data Source={store};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = table == "answers" ? "SELECT count(*) FROM answers" : "SELECT count(*) FROM scores";
        return (long)command.ExecuteScalar()!;
    }

    private static FakeMetric Counting(int stopAt, CancellationTokenSource stop)
    {
        int asked = 0;
        return new FakeMetric("counting", async (_, token) =>
        {
            if (Interlocked.Increment(ref asked) == stopAt) { await stop.CancelAsync(); }
            token.ThrowIfCancellationRequested();
            return Score.Of(1);
        });
    }

    private sealed class Reports(List<RunProgress> seen) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => seen.Add(value);
    }

    private sealed class Throws : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => throw new NotSupportedException();
    }
}
