using System.Globalization;
using System.Text;
using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Output;

/// <summary>Collects the outputs of one cell as a notebook stores them.</summary>
/// <remarks>
/// Of console text without end the first and the last part are kept, and the stored text says how much lies between them.
/// </remarks>
internal sealed class OutputRecorder(int executionCount, DisplayRegistry displays) : IOutputSink
{
    /// <summary>Characters of console text kept at each end of a cell's output, about; what is between them is left out.</summary>
    public const int KeptAtEachEnd = 5_000_000;

    private readonly LinkedList<Entry> _entries = [];
    private readonly Queue<LinkedListNode<Entry>> _last = [];
    private readonly Lock _lock = new();
    private long _firstCost;
    private long _lastCost;
    private long _leftOut;
    private bool _clearsAtNext;

    /// <summary>Characters of console text so far, or since it was cleared, those left out included.</summary>
    public long StreamLength { get; private set; }

    public void Write(string name, string text)
    {
        lock (_lock)
        {
            ClearIfAsked();
            StreamLength += text.Length;
            for (ReadOnlySpan<char> rest = text; !rest.IsEmpty;)
            {
                ConsoleBlock block = BlockFor(name);
                int before = block.Cost;
                rest = block.Append(rest);
                Charge(block.Cost - before);
            }
        }
    }

    public void Display(MimeBundle data, string? displayId)
    {
        lock (_lock)
        {
            ClearIfAsked();
            var entry = new Entry { Output = new DisplayOutput(data) };
            _entries.AddLast(entry);
            if (displayId is not null) { displays.Add(displayId, updated => Replace(entry, updated)); }
        }
    }

    public void Update(MimeBundle data, string displayId) => displays.Update(displayId, data);

    public void Result(MimeBundle data)
    {
        lock (_lock)
        {
            ClearIfAsked();
            _entries.AddLast(new Entry { Output = new DisplayOutput(data) { IsResult = true, ExecutionCount = executionCount } });
        }
    }

    public void Fail(CellError error)
    {
        lock (_lock)
        {
            ClearIfAsked();
            _entries.AddLast(new Entry { Output = new ErrorOutput(error.Name, error.Message, error.Traceback) });
        }
    }

    public void ClearOutput(bool wait)
    {
        lock (_lock)
        {
            _clearsAtNext = true;
            if (!wait) { ClearIfAsked(); }
        }
    }

    /// <summary>The outputs so far.</summary>
    public IReadOnlyList<CellOutput> Outputs()
    {
        lock (_lock)
        {
            var outputs = new List<CellOutput>();
            var text = new StringBuilder();
            for (LinkedListNode<Entry>? node = _entries.First; node is not null; node = node.Next)
            {
                if (node.Value.Block is not { } block)
                {
                    outputs.Add(node.Value.Output ?? new StreamOutput("stderr", GapNote()));
                    continue;
                }
                block.CopyTo(text);
                if (node.Next?.Value.Block?.Name == block.Name) { continue; }
                outputs.Add(new StreamOutput(block.Name, text.ToString()));
                text.Clear();
            }
            return outputs;
        }
    }

    private void ClearIfAsked()
    {
        if (!_clearsAtNext) { return; }
        _clearsAtNext = false;
        _entries.Clear();
        _last.Clear();
        (_firstCost, _lastCost, _leftOut, StreamLength) = (0, 0, 0, 0);
    }

    private ConsoleBlock BlockFor(string name)
    {
        if (_entries.Last?.Value.Block is { IsFull: false } open && open.Name == name) { return open; }
        var block = new ConsoleBlock(name);
        LinkedListNode<Entry> node = _entries.AddLast(new Entry { Block = block });
        if (_firstCost >= KeptAtEachEnd) { _last.Enqueue(node); }
        Charge(block.Cost);
        return block;
    }

    /// <summary>Counts text that was added to the newest block, and lets go of the oldest blocks after the first part.</summary>
    private void Charge(int cost)
    {
        if (_last.Count == 0)
        {
            _firstCost += cost;
            return;
        }
        _lastCost += cost;
        while (_lastCost - _last.Peek().Value.Block!.Cost >= KeptAtEachEnd) { LeaveOut(_last.Dequeue()); }
    }

    private void LeaveOut(LinkedListNode<Entry> node)
    {
        ConsoleBlock block = node.Value.Block!;
        if (_leftOut == 0) { _entries.AddBefore(node, new Entry()); }
        _entries.Remove(node);
        _leftOut += block.Length;
        _lastCost -= block.Cost;
    }

    private string GapNote() => string.Create(
        CultureInfo.InvariantCulture,
        $"\n[{_leftOut:N0} of this cell's {StreamLength:N0} characters of console text are left out here]\n");

    private void Replace(Entry entry, MimeBundle data)
    {
        lock (_lock) { entry.Output = new DisplayOutput(data); }
    }

    /// <summary>A block of console text, or another output; the one without either is where text was left out.</summary>
    private sealed class Entry
    {
        public ConsoleBlock? Block { get; init; }

        public CellOutput? Output { get; set; }
    }
}
