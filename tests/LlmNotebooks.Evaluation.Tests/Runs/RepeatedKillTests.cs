using System.Diagnostics;
using System.Globalization;
using LlmNotebooks.Candidates;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Metrics;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Tests.Runs;

public sealed class RepeatedKillTests : IDisposable
{
    private const string StoreVariable = "LLMNOTEBOOKS_TEST_KILL_STORE", EndpointVariable = "LLMNOTEBOOKS_TEST_KILL_ENDPOINT";
    private const int Samples = 2_000, Kills = 20, Concurrency = 16;
    private const string Judging = "judge ";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Explicit, since it is slow by nature: a step of its own runs it.
    [Fact(Explicit = true)]
    public async Task Killed_twenty_times_a_run_misses_nothing_and_repeats_only_what_was_under_way()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        string store = _folder.File("runs.db");
        await using ChatServer server = await ChatServer.StartAsync(
            prompt => prompt.StartsWith(Judging, StringComparison.Ordinal) ? "yes" : int.Parse(prompt, CultureInfo.InvariantCulture) % 4 == 0 ? "wrong" : prompt, latency: TimeSpan.FromMilliseconds(50));
        Random moments = new(20);
        int killed = 0;
        for (; killed < Kills; killed++)
        {
            int before = server.Requests;
            using Process child = Start(store, server.Endpoint);
            while (server.Requests == before)
            {
                Assert.False(child.HasExited, $"The process ended before its first call, after {killed} kills.");
                await Task.Delay(5, token);
            }

            await Task.Delay(moments.Next(200), token);
            child.Kill();
            await child.WaitForExitAsync(token);
            Assert.NotEqual(0, child.ExitCode);
        }

        // What the last one left under way has reached the server by now, or never will.
        Run run = await RunAsync(store, server.Endpoint, token);

        Assert.Equal((RunStatus.Completed, Samples, 0), (run.Status, run.Info.Answers, run.Info.Errors));
        Assert.Equal(Samples, run.Answers().Select(answer => answer.SampleId).Distinct().Count());
        ILookup<bool, KeyValuePair<string, int>> asked = server.Asked.ToLookup(prompt => prompt.Key.StartsWith(Judging, StringComparison.Ordinal));
        Assert.All([false, true], judge =>
        {
            Assert.Equal(Samples, asked[judge].Count());
            Assert.InRange(asked[judge].Sum(prompt => prompt.Value) - Samples, 0, Kills * Concurrency);
        });
        MetricSummary metric = Assert.Single(run.SummarizeModels()).Metric("exact-match"), judged = run.SummarizeModels()[0].Metric("judge");
        Assert.Equal((0.75, 0), (metric.Mean!.Value, metric.Missing));
        Assert.Equal((1.0, 0), (judged.Mean!.Value, judged.Missing));
        Assert.Equal((RunStatus.Completed, Samples), (Assert.Single(run.Scorings).Status, run.Scorings[0].Answers));
    }

    // The process that is killed: this test's own executable, started to run only this.
    [Fact(Explicit = true)]
    public async Task Child() => await RunAsync(Variable(StoreVariable), Variable(EndpointVariable), TestContext.Current.CancellationToken);

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set.");

    private static async Task<Run> RunAsync(string store, string endpoint, CancellationToken token)
    {
        using Candidate candidate = LlmNotebooks.Inference.Models.OpenAICompatible(new Uri(endpoint), "m");
        Dataset dataset = Dataset.Create("numbers", Enumerable.Range(1, Samples).Select(i => new Sample($"s{i}", $"{i}") { Target = $"{i}" }));
        FakeMetric judge = new("judge", async (answer, cancellation) =>
            Score.Of((await candidate.Client.GetResponseAsync($"{Judging}{answer.Sample.Id}: {answer.Text}", cancellationToken: cancellation)).Text == "yes" ? 1 : 0));
        RunOptions options = new() { StorePath = store, RunId = "killed", Concurrency = Concurrency, ScoringConcurrency = Concurrency };
        return await Evaluator.RunAsync(dataset, [candidate], [new ExactMatch(), judge], options, cancellationToken: token);
    }

    private static Process Start(string store, string endpoint)
    {
        ProcessStartInfo start = new("dotnet") { UseShellExecute = false, RedirectStandardOutput = true };
        string method = $"{typeof(RepeatedKillTests).FullName}.{nameof(Child)}";
        foreach (string argument in (string[])["exec", typeof(RepeatedKillTests).Assembly.Location, "-explicit", "only", "-method", method]) { start.ArgumentList.Add(argument); }
        start.Environment[StoreVariable] = store;
        start.Environment[EndpointVariable] = endpoint;
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
    }
}
