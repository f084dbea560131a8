using System.Text;
using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Session;

/// <summary>Collects the outputs of one cell as a notebook stores them.</summary>
internal sealed class OutputRecorder(int executionCount, DisplayRegistry displays) : IOutputSink
{
    private readonly List<Entry> _entries = [];
    private readonly Lock _lock = new();

    /// <summary>Characters of console text so far.</summary>
    public long StreamLength { get; private set; }

    public void Write(string name, string text)
    {
        lock (_lock)
        {
            if (_entries is not [.., { Stream: { } stream } last] || last.Name != name)
            {
                stream = new StringBuilder();
                _entries.Add(new Entry { Name = name, Stream = stream });
            }
            stream.Append(text);
            StreamLength += text.Length;
        }
    }

    public void Display(MimeBundle data, string? displayId)
    {
        lock (_lock)
        {
            var entry = new Entry { Output = new DisplayOutput(data) };
            _entries.Add(entry);
            if (displayId is not null) { displays.Add(displayId, updated => Replace(entry, updated)); }
        }
    }

    public void Update(MimeBundle data, string displayId) => displays.Update(displayId, data);

    public void Result(MimeBundle data)
    {
        lock (_lock)
        {
            _entries.Add(new Entry { Output = new DisplayOutput(data) { IsResult = true, ExecutionCount = executionCount } });
        }
    }

    public void Fail(CellError error)
    {
        lock (_lock) { _entries.Add(new Entry { Output = new ErrorOutput(error.Name, error.Message, error.Traceback) }); }
    }

    /// <summary>The outputs so far.</summary>
    public IReadOnlyList<CellOutput> Outputs()
    {
        lock (_lock)
        {
            return [.. _entries.Select(entry => entry.Output ?? new StreamOutput(entry.Name!, entry.Stream!.ToString()))];
        }
    }

    private void Replace(Entry entry, MimeBundle data)
    {
        lock (_lock) { entry.Output = new DisplayOutput(data); }
    }

    private sealed class Entry
    {
        public string? Name { get; init; }

        public StringBuilder? Stream { get; init; }

        public CellOutput? Output { get; set; }
    }
}
