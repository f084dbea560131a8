using LlmNotebooks.Evaluation;
using LlmNotebooks.Evaluation.Storage;
using LlmNotebooks.Evaluation.Storage.Sqlite;
using LlmNotebooks.Metrics;
using Microsoft.Data.Sqlite;

namespace LlmNotebooks.Tests.Storage;

public sealed class RunStoreTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _folder = new();

    private string Store => _folder.File("runs.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Many_appends_share_few_commits_and_each_is_on_the_disk_when_it_is_done()
    {
        const int Rows = 2000;
        SqliteRunWriter recorder = Begin(Rows);
        await using (recorder)
        {
            await Task.WhenAll(Enumerable.Range(0, Rows).Select(i => recorder.Writer.AppendAsync(Row(i), Token)));

            // Seen by another connection while the writer still has the file open.
            Assert.Equal(Rows, Assert.Single(await RunStore.Open(Store).ListRunsAsync(Token)).Answers);
            Assert.Equal(Rows, recorder.Writer.Rows);
            Assert.InRange(recorder.Writer.Commits, 1, Rows / 4);
        }
    }

    [Fact]
    public async Task Scores_that_nobody_waits_for_are_stored_with_what_is_stored_next()
    {
        const int Rows = 50;
        SqliteRunWriter recorder = Begin(Rows);
        await using (recorder)
        {
            ScoringInfo scoring = recorder.BeginScoring([new ExactMatch().Info]);
            for (int i = 0; i < Rows - 1; i++)
            {
                long answer = await recorder.AppendAsync(Row(i), Token);
                await recorder.QueueScoresAsync(scoring, answer, [Score.Of(1)], Token);
            }

            await recorder.AppendAsync(Row(Rows - 1), Token);

            Assert.Equal(Rows - 1, (await RunStore.Open(Store).OpenRunAsync(recorder.Run.Id, Token)).SummarizeModels()[0].Metric("exact-match").Estimate.Observations);
        }
    }

    [Fact]
    public async Task Scores_that_could_not_be_stored_are_told_though_nobody_waited_for_them()
    {
        SqliteRunWriter recorder = Begin(1);
        await using (recorder)
        {
            ScoringInfo scoring = recorder.BeginScoring([new ExactMatch().Info]);
            long answer = await recorder.AppendAsync(Row(0), Token);
            await recorder.QueueScoresAsync(scoring, answer + 1, [Score.Of(1)], Token);

            RunStoreException e = await Assert.ThrowsAsync<RunStoreException>(recorder.FlushAsync);
            await Assert.ThrowsAsync<RunStoreException>(async () => await recorder.QueueScoresAsync(scoring, answer, [Score.Of(1)], Token));

            Assert.Contains("FOREIGN KEY", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_answer_that_is_stored_already_is_refused_and_the_writer_goes_on()
    {
        SqliteRunWriter recorder = Begin(2);
        await using (recorder)
        {
            await recorder.Writer.AppendAsync(Row(0), Token);
            RunStoreException e = await Assert.ThrowsAsync<RunStoreException>(() => recorder.Writer.AppendAsync(Row(0), Token));
            await recorder.Writer.AppendAsync(Row(1), Token);

            Assert.Contains("UNIQUE", e.Message, StringComparison.Ordinal);
            Assert.Contains("candidate 1 to sample 1, repetition 1", e.Message, StringComparison.Ordinal);
            Assert.Contains($"making run '{recorder.Run.Id}' too", e.Message, StringComparison.Ordinal);
            Assert.Equal(2, recorder.Writer.Rows);
        }
    }

    [Fact]
    public async Task Two_writers_of_one_run_store_every_answer_once_and_each_refusal_is_one_answers_own()
    {
        const int Rows = 500;
        SqliteRunWriter first = Begin(Rows, id: "r"), second = Begin(Rows, id: "r");
        Task[] appends;
        await using (first)
        {
            await using (second)
            {
                // Interleaved and offered all at once, so that groups hold stored answers and new ones.
                appends = [.. Enumerable.Range(0, Rows).SelectMany(i => (Task[])[first.Writer.AppendAsync(Row(i), Token), second.Writer.AppendAsync(Row(i), Token)])];
                await Task.WhenAll(appends).ContinueWith(_ => { }, Token, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }

        Assert.Equal(Rows, (await RunStore.Open(Store).OpenRunAsync("r", Token)).Info.Answers);
        Assert.Equal(Rows, first.Writer.Rows + second.Writer.Rows);
        Assert.Equal(Rows, appends.Count(append => append.IsCompletedSuccessfully));
        Assert.All(appends.Where(append => append.IsFaulted), append => Assert.IsType<RunStoreException>(append.Exception!.InnerException));
    }

    [Fact]
    public async Task A_run_of_more_calls_than_can_be_counted_is_refused_before_anything_is_written()
    {
        ArgumentOutOfRangeException e = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => SmallRuns.RunAsync(Store, SmallRuns.Numbers(2), SmallRuns.Echo(), new RunOptions { Repetitions = 1 << 30 }));

        Assert.Equal(1L << 31, e.ActualValue);
        Assert.False(File.Exists(Store));
    }

    [Fact]
    public async Task Several_runs_share_a_file_and_are_listed_with_their_plans()
    {
        Run first = await SmallRuns.RunAsync(Store, SmallRuns.Numbers(2), SmallRuns.Echo("a"), new RunOptions { Name = "one", Seed = 5 });
        Run second = await SmallRuns.RunAsync(Store, SmallRuns.Numbers(3), SmallRuns.Echo("b"));

        IReadOnlyList<RunInfo> runs = await RunStore.Open(Store).ListRunsAsync(Token);
        Assert.Equal([first.Id, second.Id], runs.Select(run => run.Id));
        Assert.Equal(("one", 5, 2, RunStatus.Completed), (runs[0].Name, runs[0].Plan.Seed, runs[0].Plan.Samples, runs[0].Status));
        Assert.Equal(SmallRuns.Numbers(3).Hash, runs[1].Plan.DatasetHash);
        Assert.Equal("b", Assert.Single(runs[1].Plan.Candidates).Name);
        Assert.NotEqual("unknown", runs[1].Environment.Library);
        Assert.Equal(["1", "2", "3"], second.Answers().Select(a => a.Text));
    }

    [Fact]
    public async Task Runs_made_at_once_in_one_file_do_not_disturb_each_other()
    {
        // Each has a connection of its own, as two processes would.
        Run[] runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => SmallRuns.RunAsync(Store, SmallRuns.Numbers(100), SmallRuns.Echo($"m{i}"), new RunOptions { RunId = $"r{i}" })));

        Assert.All(runs, run => Assert.Equal((100, 0), (run.Info.Answers, run.Info.Errors)));
    }

    [Fact]
    public async Task A_run_is_found_by_an_unambiguous_beginning_of_its_id()
    {
        await SmallRuns.RunAsync(Store, SmallRuns.Numbers(1), SmallRuns.Echo(), new RunOptions { RunId = "alpha" });
        await SmallRuns.RunAsync(Store, SmallRuns.Numbers(1), SmallRuns.Echo(), new RunOptions { RunId = "album" });
        RunStore store = RunStore.Open(Store);

        Assert.Equal("alpha", (await store.OpenRunAsync("alp", Token)).Id);
        Assert.Contains("2 runs that begin with 'al'", (await Assert.ThrowsAsync<RunStoreException>(() => store.OpenRunAsync("al", Token))).Message, StringComparison.Ordinal);
        Assert.Contains("it has alpha, album", (await Assert.ThrowsAsync<RunStoreException>(() => store.OpenRunAsync("x", Token))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_schema_is_refused_with_both_versions()
    {
        await SmallRuns.RunAsync(Store, SmallRuns.Numbers(1), SmallRuns.Echo());
        Execute(Store, "PRAGMA user_version = 99");

        RunStoreException reading = Assert.Throws<RunStoreException>(() => RunStore.Open(Store));
        RunStoreException writing = await Assert.ThrowsAsync<RunStoreException>(() => SmallRuns.RunAsync(Store, SmallRuns.Numbers(1), SmallRuns.Echo()));

        Assert.Contains("has schema 99, written by a newer LlmNotebooks; this one reads up to 5", reading.Message, StringComparison.Ordinal);
        Assert.Equal(reading.Message, writing.Message);
    }

    [Fact]
    public async Task Another_database_and_another_file_are_refused_and_left_alone()
    {
        Execute(Store, "CREATE TABLE mine (x)");
        string text = _folder.File("text.db");
        await File.WriteAllTextAsync(text, string.Concat(Enumerable.Repeat("not a database ", 100)), Token);

        Assert.Contains("but not a run store", (await Assert.ThrowsAsync<RunStoreException>(() => SmallRuns.RunAsync(Store, SmallRuns.Numbers(1), SmallRuns.Echo()))).Message, StringComparison.Ordinal);
        Assert.Contains("is not a run store", Assert.Throws<RunStoreException>(() => RunStore.Open(text)).Message, StringComparison.Ordinal);
        Assert.StartsWith("not a database", await File.ReadAllTextAsync(text, Token), StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_that_is_not_there_is_named_and_not_made()
    {
        Assert.Contains(Store, Assert.Throws<FileNotFoundException>(() => RunStore.Open(Store)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Store));
    }

    [Fact]
    public async Task A_run_without_a_store_path_has_one_of_its_own()
    {
        Run run = await Evaluator.RunAsync(SmallRuns.Numbers(2), [SmallRuns.Echo()], [new ExactMatch()], cancellationToken: Token);

        Assert.True(File.Exists(run.StorePath));
        Assert.Equal(2, run.Info.Answers);
    }

    private static void Execute(string path, string sql)
    {
        using SqliteConnection connection = new($"Data Source={path};Pooling=False");
        connection.Open();
        connection.Execute(sql);
    }

    private SqliteRunWriter Begin(int samples, string? id = null) => SqliteRunWriter.Begin(
        Store,
        new RunPlan
        {
            DatasetName = "numbers",
            DatasetHash = SmallRuns.Numbers(samples).Hash,
            Samples = samples,
            Candidates = [new RunCandidate("m", null, null, null)],
            Metrics = [new ExactMatch().Info],
            Repetitions = 1,
            Seed = 1,
        },
        SmallRuns.Numbers(samples),
        new RunOptions { RunId = id });

    private static AnswerRow Row(int sample) => new() { Sample = sample, Repetition = 1, Seed = 1, StartedAt = DateTimeOffset.UnixEpoch, LatencyMs = 1, Text = "answer" };
}
