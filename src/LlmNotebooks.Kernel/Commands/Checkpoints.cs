using LlmNotebooks.Kernel.Session;

namespace LlmNotebooks.Kernel.Commands;

/// <summary>Saves a long run now and then, so that not even a crash of the process takes all of it.</summary>
internal sealed class Checkpoints(IRunProgress progress, Action save, TimeProvider time) : IRunProgress
{
    /// <summary>The time between two savings, at least; short runs are saved only at their end.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private long _saved = time.GetTimestamp();

    public void CellStarted(int number, int count) => progress.CellStarted(number, count);

    public void CellEnded(int number, int count, long streamLength)
    {
        progress.CellEnded(number, count, streamLength);
        if (number == count || time.GetElapsedTime(_saved) < Interval) { return; }
        save();
        _saved = time.GetTimestamp();
    }
}
