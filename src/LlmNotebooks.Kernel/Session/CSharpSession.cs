using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Execution;
using LlmNotebooks.Kernel.Output;
using LlmNotebooks.Kernel.Packages;
using LlmNotebooks.Kernel.References;
using LlmNotebooks.Kernel.Submissions;

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
    private readonly IConsoleInput? _input;
    private readonly StopPatience _patience;
    private readonly CellAssemblies _assemblies;
    private readonly SubmissionChain _chain;
    private readonly Displays _displays = new();
    private readonly CellRunner _runner;
    private CancellationTokenSource _cancellation = new();
    private string _workingFolder;

    /// <param name="folder">The working folder of the cells, which <c>#r</c> paths are relative to.</param>
    /// <param name="input">Who answers cells that read the console; null when there is nobody, and reading throws.</param>
    /// <param name="patience">How long an interrupted cell may take to end; <see cref="StopPatience.Default"/> unless told.</param>
    public CSharpSession(string folder, IConsoleInput? input = null, StopPatience? patience = null)
    {
        _input = input;
        _patience = patience ?? StopPatience.Default;
        _folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        _workingFolder = _folder;
        _assemblies = new CellAssemblies();
        _chain = new SubmissionChain(_folder, _assemblies, new SessionPackages(_folder, _assemblies, _displays, new PackageRestorer(PackageCache.Default)));
        _runner = new CellRunner(_folder, _chain, _assemblies, TimeProvider.System);
        ConsoleCapture.Open();
        AmbientCancellation.Publish();
    }

    /// <summary>The folder that the cells start in, which <c>#r</c> paths are relative to.</summary>
    public string Folder => _folder;

    /// <summary>The assemblies that the cells refer to.</summary>
    public CellAssemblies Assemblies => _assemblies;

    /// <summary>The cells so far, for those who complete and explain code.</summary>
    public SubmissionChain Chain => _chain;

    /// <summary>Runs a cell; its outputs and its error, if it fails, go to the sink before the task ends.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="sink">Where its outputs go.</param>
    /// <param name="interrupt">
    /// Interrupts the cell: its own token is cancelled at once, and after the first part of the session's patience its loops
    /// are stopped. A cell that does not end by that either is abandoned after the second.
    /// </param>
    /// <returns>The error, named <see cref="CellError.Interrupted"/> after an interrupt, or null when the cell ran to its end.</returns>
    public async Task<CellError?> RunAsync(CellCode cell, IOutputSink sink, CancellationToken interrupt = default)
    {
        CellError? error;
        if (!await TakeTurnAsync(interrupt))
        {
            error = CellError.Interruption("The cell was interrupted before it began.");
            sink.Fail(error);
            return error;
        }
        RunningCell running = new(sink, new InputReader(_input, _cancellation.Token), _cancellation.Token);
        try
        {
            ConsoleCapture.Enter(running);
            Directory.SetCurrentDirectory(Directory.Exists(_workingFolder) ? _workingFolder : _folder);
            CellOutcome? outcome = await new CellThread(running, _cancellation, _patience).RunAsync(() => RunCellAsync(cell, sink, interrupt), interrupt);
            _workingFolder = CurrentFolder(otherwise: _folder);
            running.End();
            if (outcome?.Value is { } value) { sink.Result(value); }
            error = outcome is null ? Abandoned() : outcome.Error;
            if (error is not null) { sink.Fail(error); }
            return error;
        }
        finally
        {
            if (_cancellation.IsCancellationRequested)
            {
                // What the cell left running ends at its next check, and the next cell gets a token of its own. Whoever still
                // holds the old one may ask it: it is not disposed.
                running.Stop();
                _cancellation = new CancellationTokenSource();
            }
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
        _cancellation.Dispose();
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

    private static async Task<bool> TakeTurnAsync(CancellationToken interrupt)
    {
        try
        {
            await Turn.WaitAsync(interrupt);
            return true;
        }
        catch (OperationCanceledException)
        {
            // The caller tells the person.
            return false;
        }
    }

    private static CellError Abandoned() => CellError.Interruption(
        "The cell did not stop and was abandoned: it waits for something that does not observe its cancellation, or a library "
        + "or a lambda without a block computes for it. The variables are as they were; what the cell still does goes on in the background and ends at the "
        + "latest with the kernel. Give 'cancellation' to what takes long, and it can be interrupted.");

    private async Task<CellOutcome> RunCellAsync(CellCode cell, IOutputSink sink, CancellationToken interrupt)
    {
        using IDisposable reflection = _assemblies.Context.EnterContextualReflection();
        _displays.Enter(sink);
        return await _runner.RunAsync(cell, sink, interrupt);
    }
}
