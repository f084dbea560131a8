using LlmNotebooks.Kernel.Display;
using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Session;

/// <summary>Runs the code cells of a notebook from the first to the last, or to the first that fails.</summary>
internal sealed class NotebookRunner(string folder, IRunProgress progress)
{
    /// <summary>Runs the notebook and puts the outputs into its cells.</summary>
    /// <remarks>
    /// Cells that did not run stay as they were. A cancelled run keeps the outputs so far, and its cell says so.
    /// </remarks>
    /// <returns>The first failure, or null when every cell ran.</returns>
    public async Task<RunFailure?> RunAsync(Notebook notebook, CancellationToken cancellationToken = default)
    {
        using var session = new CSharpSession(folder);
        var displays = new DisplayRegistry();
        var ran = new List<(Cell Cell, OutputRecorder Recorder)>();
        Cell[] cells = [.. notebook.CodeCells];
        RunFailure? failure = null;
        for (int i = 0; i < cells.Length && failure is null; i++)
        {
            Cell cell = cells[i];
            int number = i + 1;
            cell.Outputs = [];
            cell.ExecutionCount = null;
            if (cell.IsBlank) { continue; }

            progress.CellStarted(number, cells.Length);
            var recorder = new OutputRecorder(number, displays);
            ran.Add((cell, recorder));
            cell.ExecutionCount = number;
            CellError? error = await RunCellAsync(session, cell, number, recorder, cancellationToken);
            progress.CellEnded(number, cells.Length, recorder.StreamLength);
            if (error is not null) { failure = new RunFailure(number, cell.Id, error); }
        }

        foreach ((Cell cell, OutputRecorder recorder) in ran) { cell.Outputs = recorder.Outputs(); }
        DropRepeated(notebook);
        return failure;
    }

    private static async Task<CellError?> RunCellAsync(
        CSharpSession session, Cell cell, int number, OutputRecorder recorder, CancellationToken cancellationToken)
    {
        try
        {
            return await session.RunAsync(new CellCode($"cell {number}", cell.Source), recorder, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            const string Message = "The run was cancelled while this cell ran.";
            var error = new CellError("Cancelled", Message, [Message]);
            recorder.Fail(error);
            return error;
        }
    }

    private static void DropRepeated(Notebook notebook)
    {
        var once = new OnceElements();
        foreach (DisplayOutput output in notebook.CodeCells.SelectMany(cell => cell.Outputs).OfType<DisplayOutput>())
        {
            if (output.Data.Text(MimeTypeNames.Html) is { } html) { output.Data[MimeTypeNames.Html] = once.Strip(html); }
        }
    }
}
