using System.Text.Json.Nodes;
using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Display;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Execution;
using LlmNotebooks.Kernel.Output;
using LlmNotebooks.Kernel.Session;

namespace LlmNotebooks.Kernel.Runs;

/// <summary>Runs the code cells of a notebook from the first to the last, or to the first that fails.</summary>
/// <remarks>
/// Cells that did not run stay as they were. A cell may fail that has the tag <c>raises-exception</c>, as in nbconvert and papermill, or any
/// where that is asked for. A thread that throws fails the run once all cells have run: the cells go on, since what they give is worth having.
/// </remarks>
/// <param name="notebook">The notebook.</param>
/// <param name="folder">The working folder of the cells.</param>
/// <param name="progress">Told of each cell.</param>
/// <param name="allowErrors">Whether the run goes on after a cell that fails.</param>
internal sealed class NotebookRunner(Notebook notebook, string folder, IRunProgress progress, bool allowErrors = false)
{
    private const string MayFail = "raises-exception";

    private readonly List<RunFailure> _allowed = [];
    private readonly DisplayRegistry _displays = new();
    private readonly List<(Cell Cell, OutputRecorder Recorder)> _started = [];

    /// <summary>The cells that failed, as they may.</summary>
    public IReadOnlyList<RunFailure> Allowed => _allowed;

    /// <summary>Runs the notebook and puts the outputs into its cells; a cancelled run keeps those so far.</summary>
    /// <returns>The first failure, or null when every cell ran.</returns>
    public async Task<RunFailure?> RunAsync(CancellationToken cancellationToken = default)
    {
        using CSharpSession session = new(folder);
        Cell[] cells = [.. notebook.CodeCells];
        RunFailure? failure = null;
        for (int i = 0; i < cells.Length && failure is null; i++)
        {
            cells[i].Outputs = [];
            cells[i].ExecutionCount = null;
            if (!cells[i].IsBlank) { failure = await RunCellAsync(session, cells[i], i + 1, cells.Length, cancellationToken); }
            if (failure is null || cancellationToken.IsCancellationRequested || !(allowErrors || HasTag(cells[i]))) { continue; }
            _allowed.Add(failure);
            failure = null;
        }
        Collect();
        return failure ?? OfThread();
    }

    private static bool HasTag(Cell cell) =>
        cell.Metadata["tags"] is JsonArray tags && tags.OfType<JsonValue>().Any(tag => tag.TryGetValue(out string? name) && name == MayFail);

    /// <summary>The first exception that nobody caught on a thread of a cell, which no cell could tell.</summary>
    private RunFailure? OfThread()
    {
        foreach ((IOutputSink sink, Exception exception) in ThreadFailures.Of([.. _started.Select(started => started.Recorder)]))
        {
            (Cell cell, _) = _started.First(started => started.Recorder == sink);
            if (HasTag(cell) || allowErrors) { continue; }
            string message = $"A thread of the cell ended in an exception: {ExceptionText.MessageOf(exception)}";
            return new RunFailure(cell.ExecutionCount ?? 0, cell.Id, new CellError(ExceptionText.NameOf(exception), message, [message, .. ExceptionText.Of(exception).Split('\n')]));
        }
        return null;
    }

    /// <summary>Ends the run in the midst of a cell, when the process ends with it.</summary>
    /// <returns>The failure, whose error is among the outputs; null when no cell has run.</returns>
    public RunFailure? Abandon(CellError error)
    {
        if (_started.Count == 0) { return null; }
        (Cell cell, OutputRecorder recorder) = _started[^1];
        recorder.Fail(error);
        Collect();
        return new RunFailure(cell.ExecutionCount ?? 0, cell.Id, error);
    }

    private async Task<RunFailure?> RunCellAsync(
        CSharpSession session, Cell cell, int number, int count, CancellationToken cancellationToken)
    {
        OutputRecorder recorder = new(number, _displays);
        _started.Add((cell, recorder));
        cell.ExecutionCount = number;
        progress.CellStarted(number, count);
        CellError? error = await session.RunAsync(new CellCode($"cell {number}", CellLanguage.Text(cell)), recorder, cancellationToken);
        cell.Outputs = recorder.Outputs();
        progress.CellEnded(number, count, recorder.StreamLength);
        return error is null ? null : new RunFailure(number, cell.Id, error);
    }

    private void Collect()
    {
        foreach ((Cell cell, OutputRecorder recorder) in _started) { cell.Outputs = recorder.Outputs(); }
        OnceElements once = new();
        foreach (DisplayOutput output in notebook.CodeCells.SelectMany(cell => cell.Outputs).OfType<DisplayOutput>())
        {
            if (output.Data.Text(MimeTypeNames.Html) is { } html) { output.Data[MimeTypeNames.Html] = once.Strip(html); }
        }
    }
}
