using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Cultures;
using LlmNotebooks.Kernel.Display;

namespace LlmNotebooks.Kernel.Exceptions;

/// <summary>Tells a person what a cell threw and where, without the frames of the kernel and the runtime's plumbing.</summary>
internal static class ExceptionReport
{
    private const int MaxFrames = 40;

    /// <summary>Lines shown where it is one of several.</summary>
    private const int MaxLines = 3;

    /// <param name="exception">What the cell threw.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="places">Where the cells' code is.</param>
    /// <param name="interrupted">Whether the cell was interrupted: what came of that is told as such.</param>
    public static CellError Create(Exception exception, CellCode cell, CellPlaces places, bool interrupted)
    {
        exception = Unwrap(exception);
        Dictionary<Exception, StackFrame[]> traces = [];
        bool isInterruption = interrupted && Causes(exception).Prepend(exception).Any(IsInterruption);
        (string name, string message) = !isInterruption ? (ExceptionText.NameOf(exception), ExceptionText.MessageOf(exception))
            : (CellError.Interrupted, Causes(exception).Prepend(exception).FirstOrDefault(SaysMore)?.Message ?? "The cell was interrupted.");
        FramePlace? place = FailingPlace(exception, cell, places, traces);
        List<string> traceback = [.. Headline($"{name}: {message}")];
        foreach (int number in (place?.Lines ?? []).Take(MaxLines))
        {
            traceback.AddRange(SourceExcerpt.Of($"{cell.Name}, line {number}", cell.Line(number), place!.Column));
        }
        traceback.AddRange(Frames(exception, places, traces));
        foreach (Exception cause in isInterruption ? [] : Causes(exception))
        {
            traceback.AddRange(Headline($"caused by {ExceptionText.NameOf(cause)}: {ExceptionText.MessageOf(cause)}"));
            traceback.AddRange(Frames(cause, places, traces));
        }
        if (CultureData.Advice is { } advice && Causes(exception).Prepend(exception).Any(thrown => thrown is CultureNotFoundException))
        {
            traceback.Add($"hint: {advice}");
        }
        return new CellError(name, message, traceback, place?.Line, place?.Line is { } line ? cell.Line(line) : null, place?.Column);
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

    /// <summary>The frames of an exception, which are read once: of a recursion without end there are hundreds of thousands.</summary>
    private static StackFrame[] Trace(Exception exception, Dictionary<Exception, StackFrame[]> traces)
    {
        if (!traces.TryGetValue(exception, out StackFrame[]? frames)) { traces[exception] = frames = new StackTrace(exception, fNeedFileInfo: true).GetFrames(); }
        return frames;
    }

    private static FramePlace? FailingPlace(Exception exception, CellCode cell, CellPlaces places, Dictionary<Exception, StackFrame[]> traces) => Causes(exception).Prepend(exception)
        .SelectMany(thrown => Trace(thrown, traces).Select(frame => places.Of(frame, thrown)))
        .FirstOrDefault(place => place?.File == cell.Name);

    private static IEnumerable<string> Frames(Exception exception, CellPlaces places, Dictionary<Exception, StackFrame[]> traces)
    {
        StackFrame[] frames = [.. Trace(exception, traces)
            .Where(frame => frame.GetMethod() is { } method && !IsPlumbing(method))];
        foreach (StackFrame frame in frames.Take(MaxFrames)) { yield return "   at " + Describe(frame, exception, places); }
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

    private static string Describe(StackFrame frame, Exception thrown, CellPlaces places)
    {
        string text = MethodNames.Describe(frame.GetMethod()!);
        return places.Of(frame, thrown) is { } place ? $"{text} in {place}" : text;
    }
}
