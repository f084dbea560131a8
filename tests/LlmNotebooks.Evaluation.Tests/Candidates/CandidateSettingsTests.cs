using LlmNotebooks.Candidates;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Metrics;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Tests.Candidates;

public sealed class CandidateSettingsTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_settings_of_one_model_are_two_candidates_told_apart_everywhere()
    {
        List<(float? Temperature, float? TopP)> seen = [];
        FakeChatClient client = new((input, options, _) =>
        {
            lock (seen) { seen.Add((options!.Temperature, options.TopP)); }
            return Task.FromResult(input);
        });
        Candidate plain = new("m", client, "there") { ModelId = "m-1", Secrets = ["s"], Provider = "acme" };
        Candidate warm = plain.Configured(new Dictionary<string, string> { ["temperature"] = "0.7", ["top_p"] = "0.9" });

        Run run = await Evaluator.RunAsync(SmallRuns.Numbers(2), [plain, warm], [new ExactMatch()], new RunOptions { StorePath = _folder.File("r.db") }, cancellationToken: Token);

        Assert.Equal(["m", "m (temperature 0.7, top_p 0.9)"], run.SummarizeModels().Select(model => model.Model));
        Assert.Equal([(0f, null), (0f, null), (0.7f, 0.9f), (0.7f, 0.9f)], seen.Order());
        RunCandidate stored = (await RunStore.Open(run.StorePath).OpenRunAsync(run.Id, Token)).Plan.Candidates[1];
        Assert.Equal(("there", "m-1", "acme"), (stored.Source, stored.ModelId, stored.Provider));
        Assert.Equal([new("temperature", "0.7"), new("top_p", "0.9")], stored.Settings!.OrderBy(setting => setting.Key));
        Assert.Equal(["s"], warm.Secrets);
        Assert.Null(run.Plan.Candidates[0].Settings);
    }

    [Fact]
    public async Task Another_setting_does_not_join_the_run_of_the_first()
    {
        Candidate plain = SmallRuns.Echo();
        await RunAsync("0.7");

        RunStoreException e = await Assert.ThrowsAsync<RunStoreException>(() => RunAsync("0.8"));

        Assert.Contains("its settings of candidate 'warm' was 'temperature 0.7' and is now 'temperature 0.8'", e.Message, StringComparison.Ordinal);

        Task<Run> RunAsync(string temperature) => SmallRuns.RunAsync(
            _folder.File("r.db"), SmallRuns.Numbers(1), plain.Configured(new Dictionary<string, string> { ["temperature"] = temperature }, "warm"), new RunOptions { RunId = "r" });
    }

    [Theory]
    [InlineData("temperature", "0,7")]
    [InlineData("temperature", "hot")]
    [InlineData("top_k", "1.5")]
    [InlineData("max_output_tokens", "0")]
    [InlineData("reasoning_effort", "extreme")]
    [InlineData("warmth", "1")]
    public void What_is_no_setting_is_refused_by_name(string name, string value)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => SmallRuns.Echo().Configured(new Dictionary<string, string> { [name] = value }));

        Assert.Contains(name, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Later_settings_come_over_earlier_ones()
    {
        Candidate twice = SmallRuns.Echo().Configured(new Dictionary<string, string> { ["temperature"] = "0.1", ["top_k"] = "5" }, "a").Configured(new Dictionary<string, string> { ["temperature"] = "0.2" });

        Assert.Equal("a (temperature 0.2)", twice.Name);
        Assert.Equal([new("temperature", "0.2"), new("top_k", "5")], twice.Settings.OrderBy(setting => setting.Key));
    }

    [Theory]
    [InlineData("low")]
    [InlineData("xhigh")]
    public async Task A_reasoning_effort_is_sent(string effort)
    {
        ReasoningEffort? seen = null;
        FakeChatClient client = new((input, options, _) =>
        {
            seen = options!.Reasoning?.Effort;
            return Task.FromResult(input);
        });

        await SmallRuns.RunAsync(_folder.File("r.db"), SmallRuns.Numbers(1), new Candidate("m", client).Configured(new Dictionary<string, string> { ["reasoning_effort"] = effort }));

        Assert.Equal(effort == "low" ? ReasoningEffort.Low : ReasoningEffort.ExtraHigh, seen);
    }
}
