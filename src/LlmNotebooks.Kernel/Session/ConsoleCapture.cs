using System.Text;

namespace LlmNotebooks.Kernel.Session;

/// <summary>Sends what cells write to the console to the outputs of the cell that runs, or that ran last.</summary>
internal static class ConsoleCapture
{
    private static volatile IOutputSink? _sink;

    /// <summary>Takes the console until the result is disposed; later writes still reach this sink until the next cell's.</summary>
    public static IDisposable Begin(IOutputSink sink)
    {
        var restore = new Restore(Console.Out, Console.Error, Console.In);
        _sink = sink;
        Console.SetOut(new Writer("stdout"));
        Console.SetError(new Writer("stderr"));
        Console.SetIn(new NoInput());
        return restore;
    }

    /// <summary>Writes to the running cell's stderr, or to the process's when no cell has run.</summary>
    public static void WriteError(string text)
    {
        if (_sink is { } sink) { sink.Write("stderr", text); }
        else { Console.Error.Write(text); }
    }

    private sealed class Restore(TextWriter output, TextWriter error, TextReader input) : IDisposable
    {
        public void Dispose()
        {
            Console.SetOut(output);
            Console.SetError(error);
            Console.SetIn(input);
        }
    }

    private sealed class Writer : TextWriter
    {
        private readonly string _name;

        public Writer(string name)
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
            if (!string.IsNullOrEmpty(value)) { _sink?.Write(_name, value); }
        }

        public override void WriteLine(string? value) => Write(value + "\n");
    }

    private sealed class NoInput : TextReader
    {
        public override int Peek() => throw Refusal();

        public override int Read() => throw Refusal();

        public override string ReadLine() => throw Refusal();

        public override string ReadToEnd() => throw Refusal();

        private static InvalidOperationException Refusal() =>
            new("The notebook runs without a person at the console: it cannot read input. Put the value into a variable instead.");
    }
}
