using System.Diagnostics;
using System.Reflection;

namespace LlmNotebooks.Kernel.Session;

/// <summary>Tells a person what a cell threw and where, without the frames of the kernel and the runtime's plumbing.</summary>
internal static class ExceptionReport
{
    private const int MaxFrames = 40;

    /// <param name="exception">What the cell threw.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="places">Where the cells' code is.</param>
    /// <param name="interrupted">Whether the cell was interrupted: what came of that is told as such.</param>
    public static CellError Create(Exception exception, CellCode cell, CellPlaces places, bool interrupted)
    {
        exception = Unwrap(exception);
        bool isInterruption = interrupted && Causes(exception).Prepend(exception).Any(IsInterruption);
        (string name, string message) = !isInterruption ? (exception.GetType().FullName ?? exception.GetType().Name, exception.Message)
            : (CellError.Interrupted, Causes(exception).Prepend(exception).FirstOrDefault(SaysMore)?.Message ?? "The cell was interrupted.");
        StackFrame? place = FailingFrame(exception, cell, places);
        int? line = place?.GetFileLineNumber();
        int? column = place is null ? null : places.Column(place);
        List<string> traceback = [.. Headline($"{name}: {message}")];
        if (line is { } number) { traceback.AddRange(SourceExcerpt.Of($"{cell.Name}, line {number}", cell.Line(number), column)); }
        traceback.AddRange(Frames(exception, places));
        foreach (Exception cause in isInterruption ? [] : Causes(exception))
        {
            traceback.AddRange(Headline($"caused by {cause.GetType().FullName}: {cause.Message}"));
            traceback.AddRange(Frames(cause, places));
        }
        return new CellError(name, message, traceback, line, line is { } n ? cell.Line(n) : null, column);
    }

    private static bool IsInterruption(Exception exception) => exception is OperationCanceledException or ThreadInterruptedException;

    /// <summary>Whether an interruption comes from a library that tells what was kept and how to go on.</summary>
    private static bool SaysMore(Exception exception) =>
        exception is OperationCanceledException && exception.GetType() != typeof(OperationCanceledException) && exception is not TaskCanceledException;

    private static Exception Unwrap(Exception exception) => exception switch
    {
        TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
        AggregateException { InnerExceptions: [{ } single] } => Unwrap(single),
        _ => exception,
    };

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        IEnumerable<Exception> inner = exception is AggregateException several ? several.InnerExceptions
            : exception.InnerException is { } single ? [single] : [];
        return inner.SelectMany(cause => Causes(cause).Prepend(cause));
    }

    private static string[] Headline(string text) => text.ReplaceLineEndings("\n").Split('\n');

    private static StackFrame? FailingFrame(Exception exception, CellCode cell, CellPlaces places) => Causes(exception).Prepend(exception)
        .SelectMany(thrown => new StackTrace(thrown, fNeedFileInfo: true).GetFrames())
        .FirstOrDefault(frame => places.File(frame) == cell.Name && frame.GetFileLineNumber() > 0);

    private static IEnumerable<string> Frames(Exception exception, CellPlaces places)
    {
        StackFrame[] frames = [.. new StackTrace(exception, fNeedFileInfo: true).GetFrames()
            .Where(frame => frame.GetMethod() is { } method && !IsPlumbing(method))];
        foreach (StackFrame frame in frames.Take(MaxFrames)) { yield return "   at " + Describe(frame, places); }
        if (frames.Length > MaxFrames) { yield return $"   … {frames.Length - MaxFrames} frames more"; }
    }

    private static bool IsPlumbing(MethodBase method)
    {
        if (method.IsDefined(typeof(StackTraceHiddenAttribute), false) || method.Name == "<Factory>") { return true; }
        Type? type = method.DeclaringType;
        if (type is null) { return false; }
        return type.Assembly == typeof(ExceptionReport).Assembly
            || type.IsDefined(typeof(StackTraceHiddenAttribute), false)
            || (type.Assembly == typeof(Task).Assembly
                && (type.Namespace is "System.Runtime.ExceptionServices" or "System.Runtime.CompilerServices"
                    || type.FullName is "System.Threading.ExecutionContext" or "System.Threading.Thread"
                        or "System.Threading.Tasks.Task" or "System.Threading.Tasks.Task`1"));
    }

    private static string Describe(StackFrame frame, CellPlaces places)
    {
        string text = MethodNames.Describe(frame.GetMethod()!);
        string? file = places.File(frame);
        return file is null ? text : $"{text} in {file}, line {frame.GetFileLineNumber()}";
    }
}
