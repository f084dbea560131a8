using LlmNotebooks.Candidates;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Inference.Resilience;

namespace LlmNotebooks.Tests.Calls;

public sealed class FaultTests : IDisposable
{
    private const int Samples = 100;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whatever_a_server_does_every_sample_ends_with_an_answer(bool streaming)
    {
        await using ChatServer server = await ChatServer.StartAsync(
            input => input,
            status: number => number % 50 == 0 ? 500 : 200,
            fault: number => number % 10 == 0 ? ServerFault.TooManyRequests : number % 33 == 0 ? ServerFault.Hang : number % 17 == 0 ? ServerFault.Cut : number % 23 == 0 ? ServerFault.BadJson : ServerFault.None);

        Run run = await RunAsync(server, streaming, new RetryOptions { FirstDelay = TimeSpan.FromMilliseconds(1), MaxTimeouts = 4 });

        Assert.All(run.Answers(), answer => Assert.Equal((null, 1.0), (answer.ErrorType, answer.ScoreOf("exact-match"))));
        string[] seen = [.. run.Answers().SelectMany(answer => answer.Retried).Distinct().Order(StringComparer.Ordinal)];
        Assert.Contains("http-429", seen);
        Assert.Contains("timeout", seen);
        Assert.Contains("broken-connection", seen);
        Assert.All(run.Answers().Where(answer => answer.Retried.Contains("http-429")), answer => Assert.True(answer.WaitedMs >= 1_000));
        Assert.Equal(server.Requests, run.Answers().Sum(answer => answer.Retried.Count + 1));
        ModelSummary model = Assert.Single(run.SummarizeModels());
        Assert.Equal((server.Requests - Samples, model.Retries), (model.Retries, model.RetryTypes.Sum(type => type.Count)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_retries_every_failure_has_its_name_and_no_score(bool streaming)
    {
        await using ChatServer server = await ChatServer.StartAsync(
            input => input,
            status: number => number % 7 == 0 ? 503 : 200,
            fault: number => (number % 10) switch { 1 => ServerFault.TooManyRequests, 2 => ServerFault.Hang, 3 => ServerFault.Cut, 4 => ServerFault.BadJson, _ => ServerFault.None });

        Run run = await RunAsync(server, streaming, RetryOptions.None);

        ModelSummary model = Assert.Single(run.SummarizeModels());
        Answer[] failed = [.. run.Answers().Where(answer => answer.IsError)];
        Assert.Equal(["broken-connection", "http-429", "http-503", streaming ? "incomplete-answer" : "malformed-answer", "timeout"],
            failed.Select(answer => answer.ErrorType == "malformed-answer" && streaming ? "incomplete-answer" : answer.ErrorType).Distinct().Order(StringComparer.Ordinal));
        Assert.All(failed, answer => Assert.Equal((null, $"no answer: {answer.ErrorType}"), (answer.ScoreOf("exact-match"), answer.Scores["exact-match"].Reason)));
        Assert.Equal((Samples, failed.Length, 1.0), (model.Calls, model.Errors, model.Metric("exact-match").Mean!.Value));
    }

    private async Task<Run> RunAsync(ChatServer server, bool streaming, RetryOptions retry)
    {
        using Candidate candidate = LlmNotebooks.Inference.Models.Parse($"openai-compatible:{server.Endpoint}#m");
        return await SmallRuns.RunAsync(_folder.File("r.db"), SmallRuns.Numbers(Samples), candidate, new RunOptions { Streaming = streaming, Retry = retry, Timeout = TimeSpan.FromSeconds(2), Concurrency = 16 });
    }
}
