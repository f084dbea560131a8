using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Output;

namespace LlmNotebooks.Kernel.Execution;

/// <summary>The values that the cells of a session show.</summary>
internal sealed class Displays
{
    private static volatile Displays? _current;

    private volatile IOutputSink? _sink;
    private int _count;

    /// <summary>The displays of the session whose cell runs, or ran last.</summary>
    /// <exception cref="InvalidOperationException">No cell has run in this process.</exception>
    public static Displays Current =>
        _current ?? throw new InvalidOperationException("display works only in a cell of a notebook.");

    private IOutputSink Sink => RunningCell.OfThisCode?.Sink ?? _sink ?? throw new InvalidOperationException("display works only in a cell of a notebook.");

    /// <summary>Makes a cell's outputs the place where values are shown.</summary>
    public void Enter(IOutputSink sink)
    {
        _sink = sink;
        _current = this;
    }

    /// <returns>An id, unique within the session, to update the value by.</returns>
    public string Show(MimeBundle data)
    {
        string id = $"display-{Interlocked.Increment(ref _count)}";
        Sink.Display(data, id);
        return id;
    }

    public void Clear(bool wait) => Sink.ClearOutput(wait);

    public void Update(MimeBundle data, string id) => Sink.Update(data, id);
}
