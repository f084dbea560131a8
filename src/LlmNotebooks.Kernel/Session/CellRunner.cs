using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Directives;
using LlmNotebooks.Kernel.Display;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Exceptions;
using LlmNotebooks.Kernel.Execution;
using LlmNotebooks.Kernel.Output;
using LlmNotebooks.Kernel.References;
using LlmNotebooks.Kernel.Submissions;

namespace LlmNotebooks.Kernel.Session;

/// <summary>Runs the parts of a cell one after the other, and in their midst those of the files that it imports.</summary>
/// <param name="folder">The session's folder.</param>
/// <param name="chain">What compiles the code.</param>
/// <param name="assemblies">Where it is loaded.</param>
/// <param name="time">The clock of <c>#!time</c>.</param>
internal sealed class CellRunner(string folder, SubmissionChain chain, CellAssemblies assemblies, TimeProvider time)
{
    private readonly CellPlaces _places = new(folder);
    private object?[] _states = new object?[8];

    /// <returns>How the cell ended; a value that is its result was not shown yet.</returns>
    public Task<CellOutcome> RunAsync(CellCode cell, IOutputSink sink, CancellationToken interrupt) => RunAsync(cell, [], sink, interrupt);

    private async Task<CellOutcome> RunAsync(CellCode cell, IReadOnlyList<string> imports, IOutputSink sink, CancellationToken interrupt)
    {
        if (TextCell.Show(cell) is { } text)
        {
            sink.Display(text, null);
            return new CellOutcome();
        }
        IReadOnlyList<CellPart> parts;
        try
        {
            parts = CellParts.Of(cell, interrupt);
        }
        catch (CellCompilationException exception)
        {
            return new CellOutcome(exception.Error);
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            return NotBegun();
        }

        CellOutcome outcome = new();
        long? start = null;
        foreach (CellPart part in parts)
        {
            // Only what ends the cell is its result.
            if (outcome.Value is { } value) { sink.Display(value, null); }
            switch (part)
            {
                case CommandPart { Command: CellCommand.Time }:
                    start ??= time.GetTimestamp();
                    outcome = new CellOutcome();
                    break;
                case CommandPart { Command: CellCommand.Import } import:
                    outcome = await ImportAsync(cell, import, imports, sink, interrupt);
                    break;
                case CommandPart command:
                    sink.Display(Show(command.Command), null);
                    outcome = new CellOutcome();
                    break;
                default:
                    outcome = await RunCodeAsync(cell, (CodePart)part, sink, interrupt);
                    break;
            }
            if (outcome.Error is not null) { break; }
        }
        return start is { } began ? Timed(outcome, time.GetElapsedTime(began), isImport: imports.Count > 0, sink) : outcome;
    }

    /// <summary>Says how long a cell took, below what it gave.</summary>
    private static CellOutcome Timed(CellOutcome outcome, TimeSpan elapsed, bool isImport, IOutputSink sink)
    {
        if (outcome.Value is { } value && isImport) { sink.Display(value, null); }
        else if (outcome.Value is not null) { sink.Result(outcome.Value); }
        sink.Display(new MimeBundle().With(MimeTypeNames.Plain, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Wall time: {elapsed.TotalMilliseconds:0.###} ms")), null);
        return outcome with { Value = null };
    }

    private MimeBundle Show(CellCommand command) => command switch
    {
        CellCommand.Who => SessionVariables.Show(chain.Latest, _states, withValues: false),
        CellCommand.Whos => SessionVariables.Show(chain.Latest, _states, withValues: true),
        CellCommand.About => new MimeBundle().With(MimeTypeNames.Plain, KernelVersion.Describe()),
        _ => new MimeBundle().With(MimeTypeNames.Plain, MagicCommands.Help()),
    };

    /// <summary>Runs the cells of a file in the place of the line that names it.</summary>
    private async Task<CellOutcome> ImportAsync(CellCode cell, CommandPart import, IReadOnlyList<string> imports, IOutputSink sink, CancellationToken interrupt)
    {
        IReadOnlyList<CellCode> code;
        string path = ImportedFile.Find(import.Argument, cell, folder);
        try
        {
            if (imports.Contains(path, StringComparer.Ordinal)) { throw new NotebookFormatException($"{path} imports itself, by way of {string.Join(", ", imports.Select(System.IO.Path.GetFileName))}."); }
            code = await ImportedFile.ReadAsync(path, folder, interrupt);
        }
        catch (Exception exception) when (exception is NotebookFormatException or IOException or UnauthorizedAccessException)
        {
            return new CellOutcome(CompilationReport.Create([new CellProblem(import.Line, import.Column, "import", exception.Message)], cell));
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            return NotBegun();
        }

        CellOutcome outcome = new();
        foreach (CellCode imported in code)
        {
            if (outcome.Value is { } value) { sink.Display(value, null); }
            outcome = await RunAsync(imported, [.. imports, path], sink, interrupt);
            if (outcome.Error is { } error) { return new CellOutcome(Within(error, cell, import)); }
        }
        return outcome;
    }

    /// <summary>An error of an imported file, at the line that imports it.</summary>
    private static CellError Within(CellError error, CellCode cell, CommandPart import)
    {
        string line = cell.Line(import.Line);
        return new CellError(error.Name, error.Message, [.. error.Traceback, $"imported by {cell.Name}, line {import.Line}: {line.Trim()}"], import.Line, line, import.Column);
    }

    private async Task<CellOutcome> RunCodeAsync(CellCode cell, CodePart part, IOutputSink sink, CancellationToken interrupt)
    {
        CompiledSubmission submission;
        try
        {
            submission = await chain.CompileAsync(part.Code, part.Moved, interrupt);
            _places.Add(cell, submission);
        }
        catch (CellCompilationException exception)
        {
            return new CellOutcome(exception.Error);
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            return NotBegun();
        }
        foreach (string warning in submission.Warnings) { sink.Write("stderr", warning + "\n"); }

        object?[] before = [.. _states];
        try
        {
            object? value = await InvokeAsync(submission);
            return value is not DisplayHandle && !(value is not null && InteractiveFormatting.IsHandle(value)) && (value is not null || submission.EndsInExpression())
                ? new CellOutcome(Value: ValueFormatter.Format(value))
                : new CellOutcome();
        }
#pragma warning disable CA1031 // Whatever a cell throws is its result.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (submission.Code is not null && !HasBegun(before)) { chain.Withdraw(submission); }
            return new CellOutcome(ExceptionReport.Create(exception, cell, _places, interrupt.IsCancellationRequested));
        }
    }

    private static CellOutcome NotBegun() => new(CellError.Interruption("The cell was interrupted before it began."));

    /// <summary>Whether the submission's object exists, which holds its variables. Its place may have held that of a cell without declarations.</summary>
    private bool HasBegun(object?[] before) => _states.Where((state, i) => !ReferenceEquals(state, i < before.Length ? before[i] : null)).Any();

    private Task<object?> InvokeAsync(CompiledSubmission submission)
    {
        // Slot 0 is the host object's, which cells here do not have; a submission takes at most one slot more.
        if (_states.Length < submission.Number + 2) { Array.Resize(ref _states, (submission.Number + 2) * 2); }
        return submission.Load(assemblies.Context)(_states);
    }
}
