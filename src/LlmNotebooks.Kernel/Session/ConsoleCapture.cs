namespace LlmNotebooks.Kernel.Session;

/// <summary>Gives the console of the process to the cells, from the first open session until the last one is closed.</summary>
/// <remarks>What a thread writes after its cell has ended goes to the outputs of that cell, or of the next once it runs.</remarks>
internal static class ConsoleCapture
{
    private static readonly Lock Gate = new();
    private static readonly ConsoleWriter Output = new("stdout");
    private static readonly ConsoleWriter Error = new("stderr");

    private static volatile IOutputSink? _sink;
    private static (TextWriter Output, TextWriter Error, TextReader Input)? _before;
    private static int _sessions;

    /// <summary>The outputs of the cell that runs, or that ran last; null before the first.</summary>
    public static IOutputSink? Sink => _sink;

    /// <summary>Takes the console for a session.</summary>
    public static void Open()
    {
        lock (Gate)
        {
            _sessions++;
            _before ??= (Console.Out, Console.Error, Console.In);
        }
    }

    /// <summary>Sends the console to the outputs of a cell, also when the cell before has redirected it.</summary>
    public static void Enter(IOutputSink sink)
    {
        _sink = sink;
        Console.SetOut(Output);
        Console.SetError(Error);
        Console.SetIn(new NoInput());
    }

    /// <summary>Gives the console back once no session is left.</summary>
    public static void Close()
    {
        lock (Gate)
        {
            if (--_sessions > 0 || _before is not { } before) { return; }
            Console.SetOut(before.Output);
            Console.SetError(before.Error);
            Console.SetIn(before.Input);
            _before = null;
        }
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
