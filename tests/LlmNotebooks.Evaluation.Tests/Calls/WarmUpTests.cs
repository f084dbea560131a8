using LlmNotebooks.Candidates;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation;

namespace LlmNotebooks.Tests.Calls;

public sealed class WarmUpTests
{
    private static readonly Dataset Items = Dataset.Create("items", Enumerable.Range(0, 5).Select(i => new Sample($"s{i}", $"question {i}")));

    [Fact]
    public async Task A_model_in_this_process_answers_once_before_it_is_measured()
    {
        FakeChatClient local = new(_ => "yes"), service = new(_ => "yes");

        Run run = await Evaluator.RunAsync(
            Items, [new Candidate("local", local) { IsInProcess = true }, new Candidate("service", service)], [], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(6, local.Calls);
        Assert.Equal(5, service.Calls);
        Assert.Equal(10, run.Info.Answers);
    }

    [Fact]
    public async Task A_model_that_cannot_warm_up_is_an_error_of_the_run()
    {
        FakeChatClient broken = new(_ => throw new InvalidOperationException("no weights"));

        Run run = await Evaluator.RunAsync(Items, [new Candidate("broken", broken) { IsInProcess = true }], [], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(5, run.Info.Errors);
    }
}
