using LlmNotebooks.Candidates;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Evaluation.Storage.Sqlite;
using LlmNotebooks.Metrics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Tests.Storage;

public sealed class FormerStoreTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly Dataset Numbers = SmallRuns.Numbers(5);
    private readonly TemporaryFolder _folder = new();

    private string Store => _folder.File("old.db");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_former_store_is_read_as_it_is(int version)
    {
        FormerStore.Write(Store, version, Numbers);
        byte[] before = await File.ReadAllBytesAsync(Store, Token);

        Run run = await OpenAsync();

        Answer[] answers = [.. run.Answers()];
        Assert.Equal(["1", "2", "3", null], answers.Select(answer => answer.Text));
        Assert.Equal([1.0, 1, 1, null], answers.Select(answer => answer.ScoreOf("exact-match")));
        Assert.Equal(("http-500", "no answer: http-500"), (answers[3].ErrorType, answers[3].Scores["exact-match"].Reason));
        Assert.Equal((3L, 4L, version >= 2 ? 2 : (long?)null, version >= 2 ? 1 : (long?)null), (answers[0].InputTokens, answers[0].OutputTokens, answers[0].CachedInputTokens, answers[0].ReasoningTokens));
        Assert.Equal(version >= 3 ? ["http-429", "timeout"] : [], answers[0].Retried);
        Assert.Equal(version >= 3 ? 1500 : 0, answers[0].WaitedMs);
        Assert.Equal(Numbers.Hash, run.LoadDataset().Hash);
        MetricSummary metric = run.SummarizeModels()[0].Metric("exact-match");
        // The range of a metric of ours is known by its name: one of four is missing.
        Assert.Equal((1.0, 1, 0.75, 1.0), (metric.Mean!.Value, metric.Missing, metric.Bounds!.Value.Lower, metric.Bounds.Value.Upper));
        Assert.Equal((1, RunStatus.Interrupted), (Assert.Single(run.Scorings).Number, run.Scorings[0].Status));
        Assert.Equal(before, await File.ReadAllBytesAsync(Store, Token));
        Assert.Equal(version, Version());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_former_run_is_resumed_and_its_store_brought_up_to_date(int version)
    {
        FormerStore.Write(Store, version, Numbers);
        Run former = await OpenAsync();
        FakeChatClient client = new(input => input) { Usage = new UsageDetails { InputTokenCount = 1000, CachedInputTokenCount = 400 } };

        Run run = await SmallRuns.RunAsync(Store, Numbers, new Candidate("m", client), new RunOptions { RunId = "r" });

        Assert.Equal((1, 5), (client.Calls, Version()));
        Assert.Equal(["1", "2", "3", null, "5"], run.Answers().Select(answer => answer.Text));
        Assert.Equal([1.0, 1, 1, null, 1], run.Answers().Select(answer => answer.ScoreOf("exact-match")));
        Assert.Equal([version >= 2 ? 2 : null, 400], run.Answers().Where(answer => answer.Text is "1" or "5").Select(answer => answer.CachedInputTokens));
        Assert.Equal((RunStatus.Completed, 5L), (Assert.Single(run.Scorings).Status, run.Scorings[0].Answers));
        // Whoever opened it before still reads it.
        Assert.Equal(5, former.Answers().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_former_run_is_scored_in_place(int version)
    {
        FormerStore.Write(Store, version, Numbers);

        Run run = await (await OpenAsync()).ScoreAsync([new Contains()], cancellationToken: Token);

        Assert.Equal(5, Version());
        Assert.Equal(["exact-match", "contains"], run.Metrics.Select(metric => metric.Name));
        Assert.All(run.Answers().Where(answer => !answer.IsError), answer => Assert.Equal((1, 1), (answer.ScoreOf("exact-match"), answer.ScoreOf("contains"))));
    }

    [Fact]
    public async Task A_former_run_is_copied_with_its_scores_and_stays_as_it_is()
    {
        FormerStore.Write(Store, 2, Numbers);
        byte[] before = await File.ReadAllBytesAsync(Store, Token);

        Run run = await (await OpenAsync()).ScoreAsync([new Contains()], new ScoringOptions { StorePath = _folder.File("new.db") }, cancellationToken: Token);

        Assert.Equal(before, await File.ReadAllBytesAsync(Store, Token));
        Assert.Equal((RunStatus.Interrupted, 4L, 1L), (run.Status, run.Info.Answers, run.Info.Errors));
        Assert.All(run.Answers().Where(answer => !answer.IsError), answer => Assert.Equal((1, 1), (answer.ScoreOf("exact-match"), answer.ScoreOf("contains"))));
    }

    // The former plan has the name alone: nobody knows the pattern, so scores of a pattern never join those.
    [Fact]
    public async Task Scores_whose_parameters_were_not_kept_are_not_mixed_with_new_ones()
    {
        FormerStore.Write(Store, 3, Numbers, "regex");
        FakeChatClient client = new(input => input);

        Run run = await Evaluator.RunAsync(Numbers, [new Candidate("m", client)], [new RegexMatch("^9")], new RunOptions { StorePath = Store, RunId = "r" }, cancellationToken: Token);

        Assert.Equal(1, client.Calls);
        Assert.Equal(2, run.Metrics.Count);
        Assert.Equal([1.0, 1, 1, null, null], run.Answers().Select(answer => answer.ScoreOf(run.Metrics[0].Name)));
        Assert.Equal([0.0, 0, 0, null, 0], run.Answers().Select(answer => answer.ScoreOf(run.Metrics[1].Name)));
    }

    [Fact]
    public async Task A_metric_that_this_library_does_not_have_has_no_bounds_of_missing_scores()
    {
        FormerStore.Write(Store, 3, Numbers, "own");

        MetricSummary metric = (await OpenAsync()).SummarizeModels()[0].Metric("own");

        Assert.Equal((1.0, 1), (metric.Mean!.Value, metric.Missing));
        Assert.Null(metric.Bounds);
    }

    [Fact]
    public async Task The_shipped_recording_is_read_without_being_changed()
    {
        string path = Repository.PathOf("data", "recordings", "skills.db");
        byte[] before = await File.ReadAllBytesAsync(path, Token);

        Run run = await RunStore.Open(path).OpenRunAsync("skills", Token);

        Assert.Equal(run.Plan.Calls, run.Answers().Count(answer => answer.ScoreOf("exact-match") is not null));
        Assert.Equal(6, run.SummarizeModels().Count);
        Assert.Equal(before, await File.ReadAllBytesAsync(path, Token));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!, "skills.db*"));
    }

    private Task<Run> OpenAsync() => RunStore.Open(Store).OpenRunAsync("r", Token);

    private int Version()
    {
        using SqliteConnection connection = new($"Data Source={Store};Pooling=False");
        connection.Open();
        return StoreSchema.VersionOf(connection);
    }
}
