using LlmNotebooks.Kernel.Execution;

namespace LlmNotebooks.Kernel.Display;

/// <summary>A bar that shows how far something is, made by <see cref="NotebookFunctions.progress(string, double)"/>.</summary>
/// <remarks>It may be told from any thread and as often as one likes: it is drawn at most ten times a second, and the last value always.</remarks>
public sealed class ProgressBar : IProgress<double>
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly string _label;
    private readonly double _total;
    private readonly TimeProvider _time;
    private readonly Action<ProgressState> _show;
    private long _shownAt;
    private double _value;
    private bool _isPending;

    /// <param name="label">What is done.</param>
    /// <param name="total">The value at which it is done, above 0.</param>
    /// <param name="time">The clock.</param>
    /// <param name="show">Draws a state; called by one thread at a time.</param>
    internal ProgressBar(string label, double total, TimeProvider time, Action<ProgressState> show)
    {
        ArgumentNullException.ThrowIfNull(label);
        if (!(total > 0 && double.IsFinite(total))) { throw new ArgumentOutOfRangeException(nameof(total), total, "Must be above 0 and finite."); }
        (_label, _total, _time, _show) = (label, total, time, show);
        Draw();
    }

    /// <summary>Says how far it is.</summary>
    /// <param name="value">From 0 to the total.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not a number.</exception>
    public void Report(double value)
    {
        if (double.IsNaN(value)) { throw new ArgumentOutOfRangeException(nameof(value), value, "Must be a number."); }
        lock (_lock)
        {
            _value = value;
            if (_isPending && value < _total) { return; }
            TimeSpan left = Pause - _time.GetElapsedTime(_shownAt);
            if (left <= TimeSpan.Zero || value >= _total)
            {
                Draw();
                return;
            }
            _isPending = true;
            // Whichever comes first; the cell's outputs are complete when it ends.
            RunningCell.OfThisCode?.AtEnd(Flush);
            _ = FlushLaterAsync(left);
        }
    }

    private async Task FlushLaterAsync(TimeSpan pause)
    {
        await Task.Delay(pause, _time).ConfigureAwait(false);
        Flush();
    }

    private void Flush()
    {
        lock (_lock)
        {
            if (_isPending) { Draw(); }
        }
    }

    private void Draw()
    {
        _isPending = false;
        _shownAt = _time.GetTimestamp();
        _show(new ProgressState(_label, _value, _total));
    }
}
