using LlmNotebooks.Kernel.Runs;

namespace LlmNotebooks.Kernel.Commands;

/// <summary>Saves a run before its cells, so that not even a crash of the process takes what the cells before it gave.</summary>
/// <param name="progress">Told of every cell, too.</param>
/// <param name="save">Saves the run before the cell of this number.</param>
/// <param name="time">The clock.</param>
internal sealed class Checkpoints(IRunProgress progress, Action<int> save, TimeProvider time) : IRunProgress
{
    /// <summary>The part of a run's time that saving may take, beyond <see cref="Allowance"/>.</summary>
    public const double Share = 1.0 / 20;

    /// <summary>Time that saving may take in any run, however short.</summary>
    public static readonly TimeSpan Allowance = TimeSpan.FromSeconds(1);

    private readonly long _start = time.GetTimestamp();
    private TimeSpan _spent;

    public void CellStarted(int number, int count)
    {
        if (_spent <= time.GetElapsedTime(_start) * Share + Allowance)
        {
            long before = time.GetTimestamp();
            save(number);
            _spent += time.GetElapsedTime(before);
        }
        progress.CellStarted(number, count);
    }

    public void CellEnded(int number, int count, long streamLength) => progress.CellEnded(number, count, streamLength);
}
