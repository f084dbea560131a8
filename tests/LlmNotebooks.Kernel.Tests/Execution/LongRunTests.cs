using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Execution;
using LlmNotebooks.Kernel.Output;
using LlmNotebooks.Kernel.Session;

namespace LlmNotebooks.Kernel.Tests.Execution;

public sealed class LongRunTests
{
    private static readonly string Kit = Repository.PathOf("artifacts", "kit");

    private static readonly string Setup = $$"""
        #r "{{Kit}}/LlmNotebooks.dll"
        #r "{{Kit}}/Microsoft.Extensions.AI.Abstractions.dll"
        using LlmNotebooks.Candidates;
        using LlmNotebooks.Datasets;
        using LlmNotebooks.Evaluation;
        using LlmNotebooks.Metrics;
        using Microsoft.Extensions.AI;
        class Slow : IChatClient
        {
            public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions options = null, CancellationToken token = default)
            {
                await Task.Delay(20, token);
                return new ChatResponse(new ChatMessage(ChatRole.Assistant, "yes"));
            }
            public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions options = null, CancellationToken token = default) =>
                throw new NotSupportedException();
            public object GetService(Type type, object key = null) => null;
            public void Dispose() { }
        }
        class Counter : IProgress<RunProgress>
        {
            public long Done;
            public Action Reached;
            public void Report(RunProgress value) { Done = value.Done; if (Done >= 5) { Reached?.Invoke(); } }
        }
        var data = Dataset.Create("d", Enumerable.Range(0, 100_000).Select(i => new Sample($"s{i}", $"question {i}")));
        var counter = new Counter();
        """;

    [Fact]
    public async Task A_run_whose_cell_is_interrupted_says_how_to_go_on_and_has_stored_every_answer_that_it_reported()
    {
        using TemporaryFolder folder = new();
        // The run ends by its token, however long a busy machine takes for that.
        using CSharpSession session = new(folder.Path, patience: StopPatience.Default with { ForToken = TimeSpan.FromMinutes(5) });
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        OutputRecorder recorder = new(1, new DisplayRegistry());
        Assert.Null(await session.RunAsync(new CellCode("cell 1", Setup), recorder, TestContext.Current.CancellationToken));

        Task<CellError?> run = session.RunAsync(
            new CellCode("cell 2", "counter.Reached = () => File.WriteAllText(\"reached\", \"\");\nvar run = await Evaluator.RunAsync(data, [new Candidate(\"slow\", new Slow())], [], new RunOptions { StorePath = \"store.db\", Streaming = false, RunId = \"r\" }, counter);"),
            recorder, interrupt.Token);
        while (!File.Exists(folder.File("reached")) && !run.IsCompleted) { await Task.Delay(20, TestContext.Current.CancellationToken); }
        await interrupt.CancelAsync();
        CellError? error = await run;

        Assert.True(error is { Name: CellError.Interrupted }, string.Join('\n', error?.Traceback ?? []));
        Assert.Contains("RunOptions.RunId = \"r\"", error!.Message, StringComparison.Ordinal);
        CellError? after = await session.RunAsync(
            new CellCode("cell 3", "var stored = (await RunStore.Open(\"store.db\").ListRunsAsync()).Single();\n$\"{stored.Status} {counter.Done >= 5 && stored.Answers >= counter.Done}\""),
            recorder, TestContext.Current.CancellationToken);
        Assert.True(after is null, string.Join('\n', after?.Traceback ?? []));
        Assert.Equal("Interrupted True", Assert.IsType<DisplayOutput>(recorder.Outputs()[^1]).Data.Text(MimeTypeNames.Plain));
    }

    [Fact]
    public async Task The_progress_of_a_run_is_a_display_that_is_updated()
    {
        IReadOnlyList<CellOutput> outputs = await Notebooks.OutputsAsync(
            Setup,
            "var shown = display(\"starting\");\nshown.Update(new RunProgress(\"r\", 30, 120, 1, TimeSpan.FromSeconds(10), 3, [new(\"a<b\", 20, 60, 1), new(\"b\", 10, 60, 0)]));");

        DisplayOutput output = Assert.IsType<DisplayOutput>(Assert.Single(outputs));
        Assert.Equal("30 of 120 answers, 1 error, 3/s, 0:00:10, 0:00:30 left", output.Data.Text(MimeTypeNames.Plain));
        Assert.Contains("<progress value=\"30\" max=\"120\"", output.Data.Text(MimeTypeNames.Html), StringComparison.Ordinal);
        Assert.Contains("a&lt;b", output.Data.Text(MimeTypeNames.Html), StringComparison.Ordinal);
    }
}
