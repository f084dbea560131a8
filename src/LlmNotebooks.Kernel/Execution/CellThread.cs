using LlmNotebooks.Kernel.Cells;

namespace LlmNotebooks.Kernel.Execution;

/// <summary>Runs one cell, and ends it when that is asked for: first by its token, then at its checks, then by going on without it.</summary>
/// <param name="cell">The cell.</param>
/// <param name="cancellation">The source of the cell's token.</param>
/// <param name="patience">How long each way of ending it is given.</param>
internal sealed class CellThread(RunningCell cell, CancellationTokenSource cancellation, StopPatience patience)
{
    private readonly TaskCompletionSource<CellOutcome?> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Thread? _thread;

    /// <param name="run">Runs the cell.</param>
    /// <param name="interrupt">Asks for the cell's end.</param>
    /// <returns>How the cell ended; null when it would not end and was abandoned.</returns>
    public async Task<CellOutcome?> RunAsync(Func<Task<CellOutcome>> run, CancellationToken interrupt)
    {
        // A thread of its own: cells may block for hours, and the pool's threads are few.
        _thread = new Thread(() => _ = FollowAsync(run)) { IsBackground = true, Name = "cell" };
        _thread.Start();
        // And one for the interrupt: the cell may have taken all of the pool's.
        using (interrupt.UnsafeRegister(_ => new Thread(Interrupt) { IsBackground = true, Name = "interrupt" }.Start(), null))
        {
            return await _end.Task;
        }
    }

    private async Task FollowAsync(Func<Task<CellOutcome>> run)
    {
        try
        {
            cell.Enter();
            _end.TrySetResult(await run());
        }
        catch (ThreadInterruptedException) when (cell.IsStopped)
        {
            // The thread was woken while the kernel worked on it for the cell: compiled it, or told how it ended.
            _end.TrySetResult(new CellOutcome(CellError.Interruption("The cell was interrupted.")));
        }
#pragma warning disable CA1031 // It is thrown where the cell is awaited.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _end.TrySetException(exception);
        }
    }

    private void Interrupt()
    {
        // What the author registered on the token runs elsewhere: it may block, and what it throws belongs to nobody.
        _ = cancellation.CancelAsync();
        if (HasEnded(patience.ForToken)) { return; }
        cell.Stop();
        // Wakes a cell that sleeps or waits before its first await.
        _thread!.Interrupt();
        if (!HasEnded(patience.ForChecks)) { _end.TrySetResult(null); }
    }

    private bool HasEnded(TimeSpan within) => ((IAsyncResult)_end.Task).AsyncWaitHandle.WaitOne(within);
}
