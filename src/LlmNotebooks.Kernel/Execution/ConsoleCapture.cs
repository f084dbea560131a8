using LlmNotebooks.Kernel.Output;

namespace LlmNotebooks.Kernel.Execution;

/// <summary>Gives the console of the process to the cells, from the first open session until the last one is closed.</summary>
/// <remarks>
/// What a task or a thread writes goes to the outputs of the cell that started it, also after that cell has ended. Only where nothing tells
/// whose code it is, as on a thread of native code, does it go to the cell that runs or ran last.
/// </remarks>
internal static class ConsoleCapture
{
    private static readonly Lock Gate = new();
    private static readonly ConsoleWriter Output = new("stdout");
    private static readonly ConsoleWriter Error = new("stderr");

    private static (TextWriter Output, TextWriter Error, TextReader Input)? _before;
    private static int _sessions;

    /// <summary>The outputs that the calling code writes to; null before the first cell.</summary>
    public static IOutputSink? Sink => RunningCell.OfThisCode?.Sink;

    /// <summary>Takes the console for a session.</summary>
    public static void Open()
    {
        lock (Gate)
        {
            _sessions++;
            _before ??= (Console.Out, Console.Error, Console.In);
        }
    }

    /// <summary>Gives the console to a cell, also when the cell before has redirected it.</summary>
    public static void Enter(RunningCell cell)
    {
        cell.Begin();
        Console.SetOut(Output);
        Console.SetError(Error);
        Console.SetIn(cell.Input);
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
}
