using LlmNotebooks.Kernel.Display;

namespace LlmNotebooks.Kernel.Session;

/// <summary>Runs cells of C# one after the other, each seeing what the earlier ones declared.</summary>
/// <remarks>
/// The console and the working folder belong to the process, so that cells of several sessions in one process take turns.
/// </remarks>
internal sealed class CSharpSession : IDisposable
{
    private static readonly SemaphoreSlim Turn = new(1, 1);

    /// <summary>Where the process was before its first session, and is again after one.</summary>
    private static readonly string Home = CurrentFolder(otherwise: AppContext.BaseDirectory);

    private readonly string _folder;
    private readonly CellAssemblies _assemblies;
    private readonly SubmissionChain _chain;
    private readonly Displays _displays = new();
    private string _workingFolder;
    private object?[] _states = new object?[8];

    /// <param name="folder">The working folder of the cells, which <c>#r</c> paths are relative to.</param>
    public CSharpSession(string folder)
    {
        _folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        _workingFolder = _folder;
        _assemblies = new CellAssemblies();
        _chain = new SubmissionChain(_folder, _assemblies);
        ConsoleCapture.Open();
    }

    /// <summary>Runs a cell; its outputs and its error, if it fails, go to the sink before the task ends.</summary>
    /// <returns>The error, or null when the cell ran to its end.</returns>
    /// <exception cref="OperationCanceledException">
    /// The token asked for a stop. The cell's code may still be running: it is abandoned, not aborted.
    /// </exception>
    public async Task<CellError?> RunAsync(CellCode cell, IOutputSink sink, CancellationToken cancellationToken = default)
    {
        await Turn.WaitAsync(cancellationToken);
        try
        {
            ConsoleCapture.Enter(sink);
            Directory.SetCurrentDirectory(Directory.Exists(_workingFolder) ? _workingFolder : _folder);
            CellError? error = await Task.Factory
                .StartNew(() => RunCellAsync(cell, sink, cancellationToken), cancellationToken,
                    TaskCreationOptions.LongRunning, TaskScheduler.Default)
                .Unwrap()
                .WaitAsync(cancellationToken);
            _workingFolder = CurrentFolder(otherwise: _folder);
            if (error is not null) { sink.Fail(error); }
            return error;
        }
        finally
        {
            Turn.Release();
        }
    }

    public void Dispose()
    {
        Turn.Wait();
        try
        {
            Directory.SetCurrentDirectory(Home);
        }
        finally
        {
            Turn.Release();
        }
        ConsoleCapture.Close();
        _assemblies.Dispose();
    }

    /// <summary>Where the process is; another place when that has been removed.</summary>
    private static string CurrentFolder(string otherwise)
    {
        try
        {
            return Directory.GetCurrentDirectory();
        }
        catch (IOException)
        {
            return otherwise;
        }
    }

    private async Task<CellError?> RunCellAsync(CellCode cell, IOutputSink sink, CancellationToken cancellationToken)
    {
        using IDisposable reflection = _assemblies.Context.EnterContextualReflection();
        _displays.Enter(sink);
        if (Magic.AsMarkdown(cell) is { } markdown)
        {
            sink.Display(markdown, null);
            return null;
        }

        CompiledSubmission submission;
        try
        {
            submission = _chain.Compile(cell, cancellationToken);
        }
        catch (CellCompilationException exception)
        {
            return exception.Error;
        }
        foreach (string warning in submission.Warnings) { sink.Write("stderr", warning + "\n"); }

        try
        {
            object? value = await InvokeAsync(submission);
            if (value is not DisplayHandle && (value is not null || submission.EndsInExpression()))
            {
                sink.Result(ValueFormatter.Format(value));
            }
            return null;
        }
#pragma warning disable CA1031 // Whatever a cell throws is its result.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return ExceptionReport.Create(exception, cell, _folder);
        }
    }

    private Task<object?> InvokeAsync(CompiledSubmission submission)
    {
        // Slot 0 is the host object's, which cells here do not have; a submission takes at most one slot more.
        if (_states.Length < submission.Number + 2) { Array.Resize(ref _states, (submission.Number + 2) * 2); }
        return submission.Load(_assemblies.Context)(_states);
    }
}
