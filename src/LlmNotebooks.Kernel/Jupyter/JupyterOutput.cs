using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Output;

namespace LlmNotebooks.Kernel.Jupyter;

/// <summary>Sends the outputs of one cell to the clients as they come; console text is gathered for a moment.</summary>
/// <remarks>
/// Of console text without end the first part is shown as it comes and the last when the cell ends: no client survives
/// hundreds of megabytes. What a thread of the cell writes after its end is sent too, as the cell's.
/// </remarks>
internal sealed class JupyterOutput : IOutputSink
{
    /// <summary>Characters of console text shown as they come, and as many again at the end.</summary>
    public const int KeptAtEachEnd = OutputRecorder.KeptAtEachEnd;

    /// <summary>Characters that are sent without waiting for more.</summary>
    private const int FullMessage = 1 << 15;

    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(30);

    private readonly KernelConnection _connection;
    private readonly JupyterMessage _request;
    private readonly int _executionCount;
    private readonly PageLibraries _libraries;
    private readonly string _cell;
    private readonly ITimer _timer;
    private readonly StringBuilder _text = new();
    private readonly ConsoleTail _tail = new(KeptAtEachEnd);
    private readonly Lock _lock = new();
    private string _stream = "";
    private long _shown;

    /// <param name="connection">The clients.</param>
    /// <param name="request">The request whose cell runs.</param>
    /// <param name="executionCount">The number of the cell.</param>
    /// <param name="libraries">What the page has already.</param>
    /// <param name="cell">What tells the cell from others of the page.</param>
    /// <param name="time">The clock by which text is gathered.</param>
    public JupyterOutput(
        KernelConnection connection, JupyterMessage request, int executionCount, PageLibraries libraries, string cell, TimeProvider time)
    {
        (_connection, _request, _executionCount, _libraries, _cell) = (connection, request, executionCount, libraries, cell);
        _timer = time.CreateTimer(_ => Flush(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The cell's value as plain text, once it has one.</summary>
    public string? ResultText { get; private set; }

    public void Write(string name, string text)
    {
        lock (_lock)
        {
            for (int start = 0; start < text.Length;)
            {
                int length = Math.Min(FullMessage, text.Length - start);
                if (start + length < text.Length && char.IsHighSurrogate(text[start + length - 1])) { length++; }
                WritePiece(name, length == text.Length ? text : text.Substring(start, length));
                start += length;
            }
        }
    }
    public void Display(MimeBundle data, string? displayId)
    {
        lock (_lock)
        {
            SendText();
            JsonObject content = BundleContent.Of(_libraries.Strip(data, _cell, displayId));
            content["transient"] = Transient(displayId);
            Send(MessageTypes.DisplayData, content);
        }
    }

    public void Update(MimeBundle data, string displayId)
    {
        lock (_lock)
        {
            SendText();
            JsonObject content = BundleContent.Of(_libraries.StripUpdate(data, _cell, displayId));
            content["transient"] = Transient(displayId);
            Send(MessageTypes.UpdateDisplayData, content);
        }
    }

    public void Result(MimeBundle data)
    {
        lock (_lock)
        {
            SendText();
            ResultText = data.Text(MimeTypeNames.Plain);
            JsonObject content = BundleContent.Of(_libraries.Strip(data, _cell, null));
            content["execution_count"] = _executionCount;
            Send(MessageTypes.ExecuteResult, content);
        }
    }

    public void Fail(CellError error)
    {
        lock (_lock)
        {
            SendText();
            Send(MessageTypes.Error, ErrorContent.Of(error));
        }
    }

    public void ClearOutput(bool wait)
    {
        lock (_lock)
        {
            SendText();
            Send(MessageTypes.ClearOutput, new JsonObject { ["wait"] = wait });
        }
    }

    /// <summary>Sends the text gathered so far.</summary>
    public void Flush()
    {
        lock (_lock) { SendText(); }
    }

    /// <summary>Takes back the unfinished last line of standard output, if it has not been sent: the question of an input.</summary>
    public string TakeUnfinishedLine()
    {
        lock (_lock)
        {
            if (_stream != "stdout") { return ""; }
            string text = _text.ToString();
            int start = text.LastIndexOf('\n') + 1;
            _text.Length = start;
            return text[start..];
        }
    }

    /// <summary>Sends everything: the cell has ended.</summary>
    public void End()
    {
        lock (_lock)
        {
            SendText();
            if (_tail.LeftOut > 0)
            {
                SendText("stderr", string.Create(CultureInfo.InvariantCulture, $"\n[{_tail.LeftOut:N0} characters of this cell's console text are left out here]\n"));
            }
            foreach ((string name, string text) in _tail.Take()) { SendText(name, text); }
        }
    }

    /// <summary>Takes a piece short enough for one message.</summary>
    private void WritePiece(string name, string text)
    {
        if (_shown >= KeptAtEachEnd)
        {
            _tail.Add(name, text);
            return;
        }
        if (_stream != name) { SendText(); }
        if (_text.Length == 0) { _timer.Change(Delay, Timeout.InfiniteTimeSpan); }
        _stream = name;
        _text.Append(text);
        _shown += text.Length;
        if (_shown >= KeptAtEachEnd)
        {
            SendText();
            SendText("stderr", string.Create(CultureInfo.InvariantCulture, $"\n[{KeptAtEachEnd:N0} characters of console text are shown; of what follows, the last part when the cell ends]\n"));
        }
        else if (_text.Length >= FullMessage)
        {
            SendText();
        }
    }

    private static JsonObject Transient(string? displayId) => displayId is null ? [] : new JsonObject { ["display_id"] = displayId };

    private void SendText()
    {
        if (_text.Length == 0) { return; }
        SendText(_stream, _text.ToString());
        _text.Clear();
    }

    private void SendText(string name, string text) => Send(MessageTypes.Stream, new JsonObject { ["name"] = name, ["text"] = text });

    private void Send(string type, JsonObject content) => _connection.Publish(type, _request, content);
}
