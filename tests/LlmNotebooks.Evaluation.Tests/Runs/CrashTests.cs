using System.Diagnostics;
using System.Globalization;
using LlmNotebooks.Candidates;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Tests.Runs;

public sealed class CrashTests : IDisposable
{
    private const string StoreVariable = "LLMNOTEBOOKS_TEST_CRASH_STORE";
    private const int Samples = 5_000;
    private const int AnsweredByChild = 4_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_killed_process_leaves_every_answer_that_it_reported_as_done()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        string store = _folder.File("runs.db"), reports = store + ".reports";
        using Process child = Start(store);
        try
        {
            while (await LastReportAsync(reports, token) is < 200)
            {
                Assert.False(child.HasExited, "The child ended before it was killed.");
                await Task.Delay(20, token);
            }
        }
        finally
        {
            child.Kill();
            await child.WaitForExitAsync(token);
        }

        long reported = await LastReportAsync(reports, token);
        Run run = await RunStore.Open(store).OpenRunAsync("crash", token);
        Answer[] answers = [.. run.Answers()];
        Assert.Equal(RunStatus.Interrupted, run.Status);
        Assert.InRange(answers.Length, reported, Samples - 1);
        // An answer may have been stored and not scored yet; what is scored is scored right.
        Assert.All(answers, answer => Assert.Equal(answer.Input, answer.Text));
        Assert.All(answers.SelectMany(answer => answer.Scores.Values), score => Assert.Equal(1, score.Value));

        // What was lost is asked again, what was stored is not.
        FakeChatClient rest = new(input => input);
        Run whole = await RunAsync(store, rest, progress: null, token);
        Assert.Equal(Samples - answers.Length, rest.Calls);
        Assert.Equal((RunStatus.Completed, Samples), (whole.Status, whole.Info.Answers));
        Assert.All(whole.Answers(), answer => Assert.Equal(1, answer.ScoreOf("exact-match")));
    }

    // The process that is killed: this test's own executable, started to run only this.
    [Fact(Explicit = true)]
    public async Task Child()
    {
        string store = Environment.GetEnvironmentVariable(StoreVariable) ?? throw new InvalidOperationException($"{StoreVariable} names the store.");
        using StreamWriter reports = new(store + ".reports") { AutoFlush = true };
        int calls = 0;
        // However late it is killed, it has not ended.
        FakeChatClient client = new(async (input, _, token) =>
        {
            if (Interlocked.Increment(ref calls) > AnsweredByChild) { await Task.Delay(Timeout.InfiniteTimeSpan, token); }
            return input;
        });
        await RunAsync(store, client, new Report(reports), TestContext.Current.CancellationToken);
    }

    private static Task<Run> RunAsync(string store, FakeChatClient client, IProgress<RunProgress>? progress, CancellationToken token) =>
        Evaluator.RunAsync(SmallRuns.Numbers(Samples), [new Candidate("m", client)], [new ExactMatch()], new RunOptions { StorePath = store, RunId = "crash" }, progress, token);

    private static Process Start(string store)
    {
        ProcessStartInfo start = new("dotnet") { UseShellExecute = false, RedirectStandardOutput = true };
        string method = $"{typeof(CrashTests).FullName}.{nameof(Child)}";
        foreach (string argument in (string[])["exec", typeof(CrashTests).Assembly.Location, "-explicit", "only", "-method", method]) { start.ArgumentList.Add(argument); }
        start.Environment[StoreVariable] = store;
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
    }

    private static async Task<long> LastReportAsync(string path, CancellationToken token)
    {
        if (!File.Exists(path)) { return 0; }
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(file);
        // The last line may be half written; the ones before are whole.
        string[] lines = (await reader.ReadToEndAsync(token)).Split('\n')[..^1];
        return lines.Length == 0 ? 0 : long.Parse(lines[^1], CultureInfo.InvariantCulture);
    }

    private sealed class Report(StreamWriter writer) : IProgress<RunProgress>
    {
        void IProgress<RunProgress>.Report(RunProgress value) => writer.WriteLine(value.Done.ToString(CultureInfo.InvariantCulture));
    }
}
