using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Runs;

namespace LlmNotebooks.Kernel.Tests;

/// <summary>Makes notebooks for tests and runs them in this process.</summary>
internal static class Notebooks
{
    public static Notebook Of(params ReadOnlySpan<string> code)
    {
        var notebook = new Notebook();
        foreach (string source in code)
        {
            notebook.Cells.Add(new Cell { Kind = CellKind.Code, Id = $"c{notebook.Cells.Count + 1}", Source = source });
        }
        return notebook;
    }

    public static Task<RunFailure?> RunAsync(Notebook notebook, string? folder = null) =>
        new NotebookRunner(notebook, folder ?? AppContext.BaseDirectory, new NoProgress())
            .RunAsync(TestContext.Current.CancellationToken);

    /// <summary>Runs cells that all must succeed, and gives the outputs of the last.</summary>
    public static async Task<IReadOnlyList<CellOutput>> OutputsAsync(params string[] code)
    {
        Notebook notebook = Of(code);
        RunFailure? failure = await RunAsync(notebook);
        Assert.True(failure is null, failure is null ? "" : string.Join('\n', failure.Error.Traceback));
        return notebook.Cells[^1].Outputs;
    }

    /// <summary>The value of the last cell as plain text.</summary>
    public static async Task<string?> ValueAsync(params string[] code) =>
        Assert.IsType<DisplayOutput>((await OutputsAsync(code))[^1]).Data.Text(MimeTypeNames.Plain);

    /// <summary>Runs cells of which the last must fail.</summary>
    public static async Task<CellError> ErrorAsync(params string[] code)
    {
        RunFailure? failure = await RunAsync(Of(code));
        Assert.NotNull(failure);
        Assert.Equal(code.Length, failure.CellNumber);
        return failure.Error;
    }

    private sealed class NoProgress : IRunProgress
    {
        public void CellStarted(int number, int count)
        {
        }

        public void CellEnded(int number, int count, long streamLength)
        {
        }
    }
}
