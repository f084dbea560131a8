using System.Text;

namespace LlmNotebooks.Kernel.Execution;

/// <summary>The console's input as a cell reads it: lines that a person is asked for when none is left over.</summary>
/// <remarks>There is no end of file at a notebook: whoever reads to the end gets the lines up to the first empty one.</remarks>
/// <param name="input">The person; null when there is none.</param>
/// <param name="cancellationToken">Ends the waiting for a line.</param>
internal sealed class InputReader(IConsoleInput? input, CancellationToken cancellationToken) : TextReader
{
    private string _rest = "";
    private int _position;

    /// <exception cref="InvalidOperationException">There is no person.</exception>
    public string Ask(string prompt, bool isPassword) => input is null
        ? throw new InvalidOperationException(
            "The notebook runs without a person at the console: it cannot read input. Put the value into a variable instead.")
        : input.ReadLine(prompt, isPassword, cancellationToken);

    /// <summary>The next character; asks for a line if none is left over, as there is no other way to know it.</summary>
    public override int Peek()
    {
        Fill();
        return _rest[_position];
    }

    public override int Read()
    {
        Fill();
        return _rest[_position++];
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <summary>Reads what is left of a line, or else a new one: never more, so that nobody waits for a full buffer.</summary>
    public override int Read(Span<char> buffer)
    {
        if (buffer.IsEmpty) { return 0; }
        Fill();
        int count = Math.Min(buffer.Length, _rest.Length - _position);
        _rest.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override string ReadLine()
    {
        Fill();
        string line = _rest[_position..^1];
        _position = _rest.Length;
        return line;
    }

    public override string ReadToEnd()
    {
        StringBuilder text = new();
        while (ReadLine() is { Length: > 0 } line) { text.Append(line).Append('\n'); }
        return text.ToString();
    }

    private void Fill()
    {
        if (_position < _rest.Length) { return; }
        _rest = Ask("", isPassword: false) + "\n";
        _position = 0;
    }
}
