using LlmNotebooks.Candidates;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Inference;
using LlmNotebooks.Metrics;
using Microsoft.Extensions.Time.Testing;

namespace LlmNotebooks.Tests.Calls;

public sealed class LaneTests : IDisposable
{
    private const int Samples = 20, Concurrency = 4;

    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _folder.Dispose();

    // The clock stands still, so that whatever waits for the limited service waits for ever.
    [Theory]
    [InlineData(null)]
    [InlineData("one address")]
    public async Task A_limited_service_delays_no_other_and_its_waits_give_the_places_back(string? endpoint)
    {
        TaskCompletionSource othersDone = new(), allAsked = new();
        Dictionary<string, int> attempts = new(StringComparer.Ordinal);
        FakeChatClient limited = new(input =>
        {
            lock (attempts)
            {
                attempts[input] = attempts.GetValueOrDefault(input) + 1;
                if (attempts.Count == Samples) { allAsked.TrySetResult(); }
                return attempts[input] <= 2 ? throw new AcmeException(429, "slow down") { RetryAfter = TimeSpan.FromSeconds(2) } : input;
            }
        });
        RunOptions options = new() { StorePath = _folder.File("r.db"), TimeProvider = _time, Concurrency = Concurrency, Timeout = TimeSpan.FromHours(1) };
        Reports reports = new(progress =>
        {
            if (progress.Models[1].Done == Samples) { othersDone.TrySetResult(); }
        });
        FakeChatClient fast = new(input => input);

        Task<Run> running = Evaluator.RunAsync(
            SmallRuns.Numbers(Samples), [new Candidate("limited", limited) { Endpoint = endpoint }, new Candidate("fast", fast) { Endpoint = endpoint }], [new ExactMatch()], options, reports, Token);
        while (fast.Calls < Samples || limited.Calls < Samples)
        {
            Assert.False(running.IsCompleted);
            await Task.Delay(1, Token);
        }

        await allAsked.Task.WaitAsync(Token);
        Assert.Equal(Samples, limited.Calls);
        while (!running.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, Token);
        }

        Run run = await running;
        await othersDone.Task.WaitAsync(Token);
        Assert.Equal((RunStatus.Completed, 2L * Samples, 0L), (run.Status, run.Info.Answers, run.Info.Errors));
        Assert.Equal((3 * Samples, Samples), (limited.Calls, fast.Calls));
        Assert.InRange(limited.MostAtOnce, 1, Concurrency);
        Assert.All(run.Answers("limited"), answer => Assert.Equal(["http-429", "http-429"], answer.Retried));
        Assert.All(run.Answers("fast"), answer => Assert.Empty(answer.Retried));
        Assert.Equal(2 * Samples, run.SummarizeModels()[0].Retries);
    }

    [Fact]
    public async Task Candidates_of_one_endpoint_share_its_places_and_those_of_others_have_their_own()
    {
        int shared = 0, most = 0;
        TaskCompletionSource all = new();
        int arrived = 0;
        Candidate Of(string name, string endpoint) => new(name, new FakeChatClient(async (input, _, token) =>
        {
            if (endpoint == "one")
            {
                int now = Interlocked.Increment(ref shared);
                lock (all) { most = Math.Max(most, now); }
            }

            // Two at each endpoint must meet, which they can if each endpoint has two places of its own.
            if (Interlocked.Increment(ref arrived) == 4) { all.SetResult(); }
            await all.Task.WaitAsync(token);
            if (endpoint == "one") { Interlocked.Decrement(ref shared); }
            return input;
        })) { Endpoint = endpoint };

        Run run = await Evaluator.RunAsync(
            SmallRuns.Numbers(10), [Of("a", "one"), Of("b", "one"), Of("c", "two")], [],
            new RunOptions { StorePath = _folder.File("r.db"), Concurrency = 2 }, cancellationToken: Token);

        Assert.Equal((30L, 2), (run.Info.Answers, most));
    }

    [Fact]
    public async Task A_candidate_that_knows_its_limit_never_has_more_calls_under_way()
    {
        FakeChatClient client = new(async (input, _, token) =>
        {
            await Task.Yield();
            return input;
        });

        await SmallRuns.RunAsync(_folder.File("r.db"), SmallRuns.Numbers(50), new Candidate("m", client) { Limits = new CandidateLimits { Concurrency = 1 } }, new RunOptions { Concurrency = 8 });

        Assert.Equal(1, client.MostAtOnce);
    }

    [Fact]
    public async Task A_call_that_comes_back_goes_before_those_that_have_not_begun()
    {
        Lane lane = new Lanes(concurrency: 1).Of(SmallRuns.Echo());
        await lane.EnterAsync(Token);
        Task begun = lane.EnterAsync(Token).AsTask(), back = lane.ReturnAsync(Token).AsTask();

        lane.Leave();

        await back;
        Assert.False(begun.IsCompleted);
        lane.Leave();
        await begun;
    }

    // Whatever fails at whatever moment of a run, those who share the lane find every place free.
    [Fact]
    public async Task A_failed_run_keeps_no_place_of_a_shared_lane()
    {
        int failed = 0;
        for (int reading = 1; reading <= 12; reading++)
        {
            Lanes lanes = new(concurrency: 2);
            Candidate candidate = SmallRuns.Echo();
            RunOptions options = new() { StorePath = _folder.File($"{reading}.db"), Lanes = lanes, TimeProvider = new FailingClock(reading) };
            if (await Record.ExceptionAsync(() => Evaluator.RunAsync(SmallRuns.Numbers(5), [candidate], [new ExactMatch()], options, cancellationToken: Token)) is { } exception)
            {
                Assert.Equal("the clock failed", exception.Message);
                failed++;
            }

            Assert.Equal(0, lanes.Of(candidate).UnderWay);
        }

        Assert.InRange(failed, 3, 12);
    }

    /// <summary>Fails once, at the given reading of the date.</summary>
    private sealed class FailingClock(int reading) : TimeProvider
    {
        private int _readings;

        public override DateTimeOffset GetUtcNow() =>
            Interlocked.Increment(ref _readings) == reading ? throw new InvalidOperationException("the clock failed") : base.GetUtcNow();
    }

    private sealed class Reports(Action<RunProgress> seen) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => seen(value);
    }
}
