using LlmNotebooks.Evaluation;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Tests.Runs;

public sealed class PlanTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_plan_keeps_the_facts_of_its_metrics()
    {
        MetricInfo info = new()
        {
            Name = "own", Version = "2", Minimum = -1, Maximum = double.PositiveInfinity, Better = Better.Lower, PassMark = 0.5, Summary = "how far off",
            Parameters = { ["tolerance"] = 0.1, ["words"] = new[] { "a", "ä" }, ["strict"] = true, ["most"] = double.PositiveInfinity, ["none"] = null },
        };
        Run run = await RunAsync(new FakeMetric(info, text => text.Length));

        MetricInfo stored = Assert.Single((await RunStore.Open(run.StorePath).OpenRunAsync("r", Token)).Plan.Metrics);

        Assert.True(stored.IsSame(info), stored.Identity);
        Assert.Equal((info.Minimum, info.Maximum, info.Better, info.PassMark, info.Summary), (stored.Minimum, stored.Maximum, stored.Better, stored.PassMark, stored.Summary));
        Assert.True(Assert.Single(run.Scorings).Metrics[0].IsSame(info));
        // So the same run is resumed, and nothing is scored again.
        FakeMetric second = new(info, _ => 0);
        await RunAsync(second);
        Assert.Equal(0, second.Calls);
    }

    [Fact]
    public async Task Another_pattern_is_another_metric_and_does_not_join_the_run()
    {
        await RunAsync(new RegexMatch("^a"));

        RunStoreException e = await Assert.ThrowsAsync<RunStoreException>(() => RunAsync(new RegexMatch("^b")));

        Assert.Contains("its parameter 'pattern' of metric 'regex' was '\"^a\"' and is now '\"^b\"'", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ignore_case", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_version_and_other_metrics_do_not_either()
    {
        await RunAsync(new FakeMetric(new MetricInfo { Name = "own" }, _ => 1));

        Assert.Contains("its version of metric 'own' was '1' and is now '2'", await RefusalAsync(new FakeMetric(new MetricInfo { Name = "own", Version = "2" }, _ => 1)), StringComparison.Ordinal);
        Assert.Contains("its parameter 'k' of metric 'own' was not set and is now '3'", await RefusalAsync(new FakeMetric(new MetricInfo { Name = "own", Parameters = { ["k"] = 3 } }, _ => 1)), StringComparison.Ordinal);
        Assert.Contains("its metrics was 'own' and is now 'exact-match'", await RefusalAsync(new ExactMatch()), StringComparison.Ordinal);

        async Task<string> RefusalAsync(IMetric metric) => (await Assert.ThrowsAsync<RunStoreException>(() => RunAsync(metric))).Message;
    }

    private Task<Run> RunAsync(IMetric metric) =>
        Evaluator.RunAsync(SmallRuns.Numbers(2), [SmallRuns.Echo()], [metric], new RunOptions { StorePath = _folder.File("r.db"), RunId = "r" }, cancellationToken: Token);
}
