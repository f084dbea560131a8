using LlmNotebooks.Candidates;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Tests.Calls;

public sealed class OrderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Answers that come in any order give the same rows, summaries and comparison, to the last bit.
    [Fact]
    public async Task Results_do_not_depend_on_the_order_in_which_answers_come()
    {
        Run inOrder = await RunAsync("one", concurrency: 1, delays: null);
        Run shuffled = await RunAsync("many", concurrency: 16, delays: new Random(3));

        Assert.Equal(inOrder.Answers().Select(Facts), shuffled.Answers().Select(Facts));
        Assert.Equal(
            inOrder.SummarizeModels().Select(model => model.Metric("exact-match").Estimate), shuffled.SummarizeModels().Select(model => model.Metric("exact-match").Estimate));
        Assert.Equal(inOrder.Compare("a", "b").VerdictText, shuffled.Compare("a", "b").VerdictText);
        Assert.Equal(inOrder.Compare("a", "b").P, shuffled.Compare("a", "b").P);
    }

    private static (string, string, int, long, string?, double?) Facts(Answer answer) => (answer.Model, answer.SampleId, answer.Repetition, answer.Seed, answer.Text, answer.ScoreOf("exact-match"));

    private Task<Run> RunAsync(string id, int concurrency, Random? delays)
    {
        Candidate a = new("a", Client(3, delays)), b = new("b", Client(5, delays));
        return Evaluator.RunAsync(
            SmallRuns.Numbers(60), [a, b], [new ExactMatch()],
            new RunOptions { StorePath = _folder.File("r.db"), RunId = id, Concurrency = concurrency, Repetitions = 2 }, cancellationToken: TestContext.Current.CancellationToken);
    }

    // Right but for every so many-th number, by the number and the call's seed only.
    private static FakeChatClient Client(int wrongEvery, Random? delays) => new(async (input, options, token) =>
    {
        if (delays is not null)
        {
            int wait;
            lock (delays) { wait = delays.Next(4); }
            await Task.Delay(wait, token);
        }

        return options!.Seed % wrongEvery == 0 ? "?" : input;
    });
}
