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
        Assert.True((RunOwner.Current with { Started = RunOwner.Current.Started.AddHours(-1) }).IsGone);
        Assert.False((RunOwner.Current with { Host = "elsewhere", Process = int.MaxValue }).IsGone);
    }

    [Fact]
    public async Task A_run_that_a_live_process_makes_is_refused_and_that_of_an_ended_one_is_gone_on_with()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Starts sleep.");
        CancellationToken token = TestContext.Current.CancellationToken;
        using Process other = Process.Start("sleep", "300");
        RunOwner owner = Of(other);
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
        RunOwner owner = Of(other);
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
            RunOwner owner = Of(child);
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

    private static RunOwner Of(Process process) => new(Environment.MachineName, process.Id, new DateTimeOffset(process.StartTime.ToUniversalTime()));

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
