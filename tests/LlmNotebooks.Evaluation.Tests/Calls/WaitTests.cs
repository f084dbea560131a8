using System.Net;
using LlmNotebooks.Candidates;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Inference.Resilience;
using LlmNotebooks.Metrics;
using Microsoft.Extensions.Time.Testing;

namespace LlmNotebooks.Tests.Calls;

public sealed class WaitTests
{
    [Fact]
    public async Task A_run_tells_that_calls_wait_and_why()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        FakeTimeProvider time = new();
        int calls = 0;
        FakeChatClient client = new(input => Interlocked.Increment(ref calls) <= 2 ? throw new HttpRequestException("busy", null, HttpStatusCode.ServiceUnavailable) : input);
        using TemporaryFolder folder = new();
        Reports reports = new();
        RunOptions options = new() { StorePath = folder.File("r.db"), TimeProvider = time, Timeout = TimeSpan.FromHours(1), Retry = new RetryOptions { FirstDelay = TimeSpan.FromSeconds(20) } };

        Task<Run> run = Evaluator.RunAsync(SmallRuns.Numbers(1), [new Candidate("m", client)], [new ExactMatch()], options, reports, token);
        for (int seconds = 0; !run.IsCompleted; seconds++)
        {
            Assert.True(seconds < 10_000, "The run does not end.");
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, token);
        }

        Assert.Equal(1, (await run).Info.Answers);
        CallWait[] waits = [.. reports.All.Select(report => report.Wait).OfType<CallWait>()];
        Assert.NotEmpty(waits);
        Assert.All(waits, wait => Assert.Equal((1, "http-503"), (wait.Calls, wait.Failure)));
        // Half of the delay and up to all of it, then twice that.
        Assert.InRange(waits[0].Time.TotalSeconds, 10, 20);
        Assert.InRange(waits[^1].Time.TotalSeconds, 10, 40);
        Assert.Null(reports.All[^1].Wait);
        Assert.Contains("; 1 waits to be made again (http-503, ", RunProgressView.Text(reports.All.First(report => report.Wait is not null)), StringComparison.Ordinal);
    }

    private sealed class Reports : IProgress<RunProgress>
    {
        private readonly List<RunProgress> _all = [];

        public IReadOnlyList<RunProgress> All
        {
            get
            {
                lock (_all) { return [.. _all]; }
            }
        }

        public void Report(RunProgress value)
        {
            lock (_all) { _all.Add(value); }
        }
    }
}
