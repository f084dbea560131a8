using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Runs;

namespace LlmNotebooks.Kernel.Tests.Runs;

public sealed class NotebookRunnerTests
{
    [Fact]
    public async Task A_run_stops_at_the_first_failing_cell_and_keeps_what_came_before()
    {
        Notebook notebook = Notebooks.Of("Console.WriteLine(\"one\");", "", "Console.WriteLine(\"two\");\nthrow new Exception(\"no\");", "Console.WriteLine(\"three\");");

        RunFailure? failure = await Notebooks.RunAsync(notebook);

        Assert.NotNull(failure);
        Assert.Equal((3, "c3"), (failure.CellNumber, failure.CellId));
        Assert.Equal((2, "throw new Exception(\"no\");"), (failure.Error.Line, failure.Error.SourceLine));
        Assert.Equal("one\n", Assert.IsType<StreamOutput>(Assert.Single(notebook.Cells[0].Outputs)).Text);
        Assert.Collection(
            notebook.Cells[2].Outputs,
            output => Assert.Equal("two\n", Assert.IsType<StreamOutput>(output).Text),
            output => Assert.Equal(("System.Exception", "no"), (((ErrorOutput)output).Name, ((ErrorOutput)output).Message)));
        Assert.Empty(notebook.Cells[3].Outputs);
        Assert.Equal([1, null, 3, null], notebook.Cells.Select(cell => cell.ExecutionCount));
    }

    [Fact]
    public async Task A_cancelled_run_keeps_the_outputs_so_far_and_says_so()
    {
        const string Name = "cancellation of the runner's test";
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        AppDomain.CurrentDomain.SetData(Name, cancellation);
        Notebook notebook = Notebooks.Of(
            "Console.WriteLine(\"before\");",
            $"Console.WriteLine(\"during\");\n((CancellationTokenSource)AppDomain.CurrentDomain.GetData(\"{Name}\")).Cancel();\nawait Task.Delay(-1, cancellation);",
            "1");
        Counts counts = new();

        RunFailure? failure = await new NotebookRunner(notebook, AppContext.BaseDirectory, counts).RunAsync(cancellation.Token);

        Assert.Equal((2, "Interrupted"), (failure?.CellNumber, failure?.Error.Name));
        Assert.Equal("before\n", Assert.IsType<StreamOutput>(Assert.Single(notebook.Cells[0].Outputs)).Text);
        Assert.Collection(
            notebook.Cells[1].Outputs,
            output => Assert.Equal("during\n", Assert.IsType<StreamOutput>(output).Text),
            output => Assert.Equal("Interrupted", Assert.IsType<ErrorOutput>(output).Name));
        Assert.Null(notebook.Cells[2].ExecutionCount);
        Assert.Equal([(1, 3), (2, 3)], counts.Started);
    }

    private sealed class Counts : IRunProgress
    {
        public List<(int Number, int Count)> Started { get; } = [];

        public void CellStarted(int number, int count) => Started.Add((number, count));

        public void CellEnded(int number, int count, long streamLength)
        {
        }
    }
}
