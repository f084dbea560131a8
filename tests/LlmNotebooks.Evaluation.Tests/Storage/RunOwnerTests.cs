using System.Diagnostics;
using LlmNotebooks.Candidates;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Evaluation.Storage;
using LlmNotebooks.Metrics;
using Microsoft.Data.Sqlite;

namespace LlmNotebooks.Tests.Storage;

public sealed class RunOwnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void This_process_is_at_work_and_no_other()
    {
        Assert.False(RunOwner.Current.IsGone);
        Assert.False(RunOwner.Current.IsAnotherAtWork);
        Assert.False((Clocked(RunOwner.Current) with { Host = "elsewhere", Process = int.MaxValue }).IsGone);
        Assert.True((Clocked(RunOwner.Current) with { Started = RunOwner.Current.Started.AddHours(-1) }).IsGone);
    }

    // A clock that was set, a name that the machine got since, a number that a later process got.
    [Fact]
    public void Neither_the_clock_nor_a_name_makes_another_process_of_one()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux tells when a process began, counted from the machine's start.");

        Assert.False((RunOwner.Current with { Started = RunOwner.Current.Started.AddHours(-1), Host = "renamed" }).IsGone);
        Assert.True((RunOwner.Current with { Ticks = RunOwner.Current.Ticks - 1 }).IsGone);
        // The machine has started again: whatever it was, it has ended. Of another machine's process nothing is known.
        Assert.True((RunOwner.Current with { Boot = "another" }).IsGone);
        Assert.False((RunOwner.Current with { Boot = "another", Host = "elsewhere" }).IsGone);
        Assert.False((RunOwner.Current with { Boot = "another" }).IsAnotherAtWork);
    }

    [Fact]
    public async Task A_process_that_ends_leaves_the_mark_of_one_that_took_over()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        string store = _folder.File("runs.db");
        RunOwner other = new("elsewhere", 1, DateTimeOffset.UnixEpoch);
        Candidate slow = new("m", new FakeChatClient(input =>
        {
            Own(store, "runs", other);
            return input;
        }));

        await Evaluator.RunAsync(SmallRuns.Numbers(1), [slow], [new ExactMatch()], new RunOptions { StorePath = store, RunId = "r" }, cancellationToken: token);

        using SqliteConnection connection = new($"Data Source={store};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT owner FROM runs";
        Assert.Equal(StoreJson.Write(other), command.ExecuteScalar());
    }

    [Fact]
    public async Task A_store_that_is_deleted_stops_the_run_before_more_is_asked()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Elsewhere a file in use is not deleted.");
        string store = _folder.File("runs.db");
        FakeChatClient client = new(input =>
        {
            if (input == "3") { File.Delete(store); }
            return input;
        });

        RunStoreException gone = await Assert.ThrowsAsync<RunStoreException>(() => Evaluator.RunAsync(
            SmallRuns.Numbers(100), [new Candidate("m", client)], [new ExactMatch()], new RunOptions { StorePath = store, RunId = "r", Concurrency = 1 }, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains($"'{store}' is gone: it was deleted or moved", gone.Message, StringComparison.Ordinal);
        Assert.InRange(client.Calls, 3, 4);
    }

    [Fact]
    public async Task A_run_that_a_live_process_makes_is_refused_and_that_of_an_ended_one_is_gone_on_with()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Starts sleep.");
        CancellationToken token = TestContext.Current.CancellationToken;
        using Process other = Process.Start("sleep", "300");
        RunOwner owner = RunOwner.Of(other);
        string store = _folder.File("runs.db");
        await RunAsync(store, token);
        Own(store, "runs", owner);

        RunStoreException refused = await Assert.ThrowsAsync<RunStoreException>(() => RunAsync(store, token));
        Assert.Contains($"is being made by process {owner.Process}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(RunStatus.Running, (await RunStore.Open(store).ListRunsAsync(token)).Single().Status);

        other.Kill();
        await other.WaitForExitAsync(token);

        Assert.Equal(RunStatus.Interrupted, (await RunStore.Open(store).ListRunsAsync(token)).Single().Status);
        Assert.Equal(RunStatus.Completed, (await RunAsync(store, token)).Status);
    }

    [Fact]
    public async Task A_scoring_that_a_live_process_makes_is_refused_and_another_of_the_same_answers_is_not()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Starts sleep.");
        CancellationToken token = TestContext.Current.CancellationToken;
        using Process other = Process.Start("sleep", "300");
        RunOwner owner = RunOwner.Of(other);
        string store = _folder.File("runs.db");
        Run run = await RunAsync(store, token);
        Own(store, "scorings", owner);

        RunStoreException refused = await Assert.ThrowsAsync<RunStoreException>(() => run.ScoreAsync([new ExactMatch()], cancellationToken: token));
        Assert.Contains($"Scoring 1 of run 'r' in '{store}' is being made by process {owner.Process}", refused.Message, StringComparison.Ordinal);
        await run.ScoreAsync([new Contains()], cancellationToken: token);
        await run.ScoreAsync([new ExactMatch()], new ScoringOptions { Again = true }, cancellationToken: token);

        other.Kill();
        await other.WaitForExitAsync(token);
        await run.ScoreAsync([new ExactMatch()], cancellationToken: token);
    }

    [Fact]
    public async Task A_killed_process_that_nobody_has_asked_how_it_ended_is_gone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux keeps the ids of such processes.");
        CancellationToken token = TestContext.Current.CancellationToken;
        // The shell becomes a program that does not wait for its child.
        ProcessStartInfo start = new("sh", ["-c", "sleep 300 & echo $!; exec sleep 300"]) { UseShellExecute = false, RedirectStandardOutput = true };
        using Process parent = Process.Start(start)!;
        try
        {
            int id = int.Parse((await parent.StandardOutput.ReadLineAsync(token))!, System.Globalization.CultureInfo.InvariantCulture);
            using Process child = Process.GetProcessById(id);
            RunOwner owner = RunOwner.Of(child);
            Assert.True(owner.IsAnotherAtWork);

            child.Kill();
            for (int looks = 0; !owner.IsGone; looks++)
            {
                Assert.True(looks < 1_000, "The killed process still counts as one at work.");
                await Task.Delay(10, token);
            }

            Assert.True(Directory.Exists($"/proc/{id}"));
            Assert.False(owner.IsAnotherAtWork);
        }
        finally
        {
            parent.Kill();
        }
    }

    // As systems and rows of before have it.
    private static RunOwner Clocked(RunOwner owner) => owner with { Boot = null, Ticks = null };

    private static Task<Run> RunAsync(string store, CancellationToken token) =>
        Evaluator.RunAsync(SmallRuns.Numbers(3), [new Candidate("m", new FakeChatClient(input => input))], [new ExactMatch()], new RunOptions { StorePath = store, RunId = "r" }, cancellationToken: token);

    private static void Own(string store, string table, RunOwner owner)
    {
        using SqliteConnection connection = new($"Data Source={store};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"UPDATE {table} SET status = 'running', owner = $owner";
        command.Parameters.AddWithValue("$owner", StoreJson.Write(owner));
        Assert.Equal(1, command.ExecuteNonQuery());
    }
}
