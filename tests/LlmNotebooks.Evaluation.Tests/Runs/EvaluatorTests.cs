using System.Collections.Concurrent;
using LlmNotebooks.Candidates;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Tests.Runs;

public sealed class EvaluatorTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Scores_every_answer_of_every_candidate()
    {
        Run run = await RunAsync(Numbers(4), [new Candidate("right", new FakeChatClient(Echo)), new Candidate("wrong", new FakeChatClient(_ => "?"))]);

        IReadOnlyList<ModelSummary> models = run.SummarizeModels();
        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal(["right", "wrong"], models.Select(m => m.Model));
        Assert.Equal([1, 0], models.Select(m => m.Metric("exact-match").Mean!.Value));
        Assert.All(models, m => Assert.Equal(4, m.Calls));
    }

    [Fact]
    public async Task A_failed_call_is_missing_and_counted_and_never_zero()
    {
        FakeChatClient client = new(input => input == "2" ? throw new InvalidOperationException("no such thing") : input);

        Run run = await RunAsync(Numbers(4), [new Candidate("m", client)]);

        ModelSummary model = Assert.Single(run.SummarizeModels());
        MetricSummary metric = model.Metric("exact-match");
        Assert.Equal(1, metric.Mean);
        Assert.Equal(1, model.Errors);
        Assert.Equal(0.25, model.ErrorRate);
        Assert.Equal(1, metric.Missing);
        Assert.Equal(new ReasonCount("no answer: failed", 1), Assert.Single(metric.MissingReasons));
        Assert.Equal(0.75, metric.Bounds!.Value.Lower);
        Assert.Equal(1, metric.Bounds!.Value.Upper);
        Assert.Equal(3, model.LatencyMs!.Count);
    }

    [Fact]
    public async Task Never_more_calls_at_once_than_allowed()
    {
        TaskCompletionSource open = new();
        int arrived = 0;
        FakeChatClient client = new(async (input, _, _) =>
        {
            // Three must meet before any may go on: with a lower bound than three this would never end.
            if (Interlocked.Increment(ref arrived) == 3) { open.SetResult(); }
            await open.Task;
            return input;
        });

        await RunAsync(Numbers(30), [new Candidate("m", client)], new RunOptions { Concurrency = 3 });

        Assert.Equal(3, client.MostAtOnce);
    }

    [Fact]
    public async Task Candidates_meet_each_sample_together_and_take_turns_at_being_first()
    {
        ConcurrentQueue<string> order = new();
        Candidate Named(string name) => new(name, new FakeChatClient(input =>
        {
            order.Enqueue(input + name);
            return input;
        })) { Endpoint = "one" };

        // Of one endpoint, so in one lane.
        await RunAsync(Numbers(3), [Named("a"), Named("b")], new RunOptions { Concurrency = 1, Repetitions = 2 });

        Assert.Equal(["1a", "1b", "2b", "2a", "3a", "3b", "1b", "1a", "2a", "2b", "3b", "3a"], order);
    }

    [Fact]
    public async Task The_same_seed_gives_each_call_the_same_seed_for_every_candidate()
    {
        async Task<IReadOnlyList<long>> SeedsAsync(long seed)
        {
            ConcurrentBag<(string Input, long Seed)> seeds = [];
            FakeChatClient client = new((input, options, _) =>
            {
                seeds.Add((input, options!.Seed!.Value));
                return Task.FromResult(input);
            });
            await RunAsync(Numbers(5), [new Candidate("a", client), new Candidate("b", client)], new RunOptions { Seed = seed, Repetitions = 2 });
            return [.. seeds.Order().Select(pair => pair.Seed)];
        }

        IReadOnlyList<long> first = await SeedsAsync(1), again = await SeedsAsync(1), other = await SeedsAsync(2);
        Assert.Equal(first, again);
        Assert.Equal(10, first.Distinct().Count());
        Assert.Empty(first.Intersect(other));
        Assert.All(first, seed => Assert.InRange(seed, 0, int.MaxValue));
    }

    private static string Echo(string input) => input;

    private static Dataset Numbers(int count) =>
        Dataset.Create("numbers", Enumerable.Range(1, count).Select(i => new Sample($"s{i}", $"{i}") { Target = $"{i}" }));

    private Task<Run> RunAsync(Dataset dataset, IReadOnlyList<Candidate> candidates, RunOptions? options = null) =>
        Evaluator.RunAsync(dataset, candidates, [new ExactMatch()], (options ?? new RunOptions()) with { StorePath = _folder.File("runs.db") }, cancellationToken: Token);
}
