using LlmNotebooks.Kernel.Output;

namespace LlmNotebooks.Kernel.Execution;

/// <summary>A cell that runs, as the code that it started sees it, on whatever thread that code is.</summary>
/// <param name="sink">Its outputs.</param>
/// <param name="input">Its console input.</param>
/// <param name="token">Cancelled when the cell is interrupted.</param>
internal sealed class RunningCell(IOutputSink sink, InputReader input, CancellationToken token)
{
    private static readonly AsyncLocal<RunningCell?> Flow = new();

    private static volatile RunningCell? _latest;

    private readonly HashSet<Action> _atEnd = [];
    private volatile bool _isStopped;

    /// <summary>The cell that runs, or ran last; null before the first.</summary>
    public static RunningCell? Latest => _latest;

    /// <summary>The cell that the calling code was started by; the latest where that cannot be known.</summary>
    public static RunningCell? OfThisCode => Flow.Value ?? _latest;

    public IOutputSink Sink => sink;

    public InputReader Input => input;

    public CancellationToken Token => token;

    /// <summary>Whether what still runs of the cell has to end at its next check.</summary>
    public bool IsStopped => _isStopped;

    /// <summary>Makes the cell the latest.</summary>
    public void Begin() => _latest = this;

    /// <summary>Says that the calling code, and all that it starts, belongs to the cell.</summary>
    public void Enter() => Flow.Value = this;

    public void Stop()
    {
        _isStopped = true;
        Interruption.Arm();
    }

    /// <summary>Has something done once the cell's code has ended, before its outputs are complete.</summary>
    public void AtEnd(Action action)
    {
        lock (_atEnd) { _atEnd.Add(action); }
    }

    public void End()
    {
        Action[] actions;
        lock (_atEnd)
        {
            actions = [.. _atEnd];
            _atEnd.Clear();
        }
        // What is done is the cell's, whoever ends it.
        RunningCell? caller = Flow.Value;
        Flow.Value = this;
        foreach (Action action in actions) { action(); }
        Flow.Value = caller;
    }
}
