using System.Text;

namespace LlmNotebooks.Kernel.Execution;

/// <summary>A console stream that writes to the outputs of the cell that runs, or that ran last.</summary>
internal sealed class ConsoleWriter : TextWriter
{
    private readonly string _name;

    /// <param name="name">"stdout" or "stderr".</param>
    public ConsoleWriter(string name)
    {
        _name = name;
        CoreNewLine = ['\n'];
    }

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void Write(string? value)
    {
        if (!string.IsNullOrEmpty(value)) { ConsoleCapture.Sink?.Write(_name, value); }
    }

    public override void WriteLine(string? value) => Write(value + "\n");
}
