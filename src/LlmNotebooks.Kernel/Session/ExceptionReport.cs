using System.Diagnostics;
using System.Reflection;

namespace LlmNotebooks.Kernel.Session;

/// <summary>Tells a person what a cell threw and where, without the frames of the kernel and the runtime's plumbing.</summary>
internal static class ExceptionReport
{
    private const int MaxFrames = 40;

    /// <param name="exception">What the cell threw.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="folder">The session's folder, against which the compiler resolved the names of the cells.</param>
    public static CellError Create(Exception exception, CellCode cell, string folder)
    {
        exception = Unwrap(exception);
        int? line = FailingLine(exception, cell, folder);
        List<string> traceback = [.. Headline("", exception)];
        if (line is { } number) { traceback.Add($"  {cell.Name}, line {number} | {cell.Line(number)}"); }
        traceback.AddRange(Frames(exception, folder));
        foreach (Exception cause in Causes(exception))
        {
            traceback.AddRange(Headline("caused by ", cause));
            traceback.AddRange(Frames(cause, folder));
        }
        return new CellError(
            exception.GetType().FullName ?? exception.GetType().Name,
            exception.Message,
            traceback,
            line,
            line is { } n ? cell.Line(n) : null);
    }

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

    private static string[] Headline(string prefix, Exception exception) =>
        $"{prefix}{exception.GetType().FullName}: {exception.Message}".ReplaceLineEndings("\n").Split('\n');

    private static int? FailingLine(Exception exception, CellCode cell, string folder) => Causes(exception).Prepend(exception)
        .SelectMany(thrown => new StackTrace(thrown, fNeedFileInfo: true).GetFrames())
        .Where(frame => File(frame, folder) == cell.Name && frame.GetFileLineNumber() > 0)
        .Select(frame => (int?)frame.GetFileLineNumber())
        .FirstOrDefault();

    private static IEnumerable<string> Frames(Exception exception, string folder)
    {
        StackFrame[] frames = [.. new StackTrace(exception, fNeedFileInfo: true).GetFrames()
            .Where(frame => frame.GetMethod() is { } method && !IsPlumbing(method))];
        foreach (StackFrame frame in frames.Take(MaxFrames)) { yield return "   at " + Describe(frame, folder); }
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

    private static string Describe(StackFrame frame, string folder)
    {
        string text = MethodNames.Describe(frame.GetMethod()!);
        string? file = File(frame, folder);
        return file is null ? text : $"{text} in {file}, line {frame.GetFileLineNumber()}";
    }

    /// <summary>The name of the cell or file of a frame, short where it is in the session's folder.</summary>
    private static string? File(StackFrame frame, string folder) =>
        frame.GetFileName() is { } path && Path.GetDirectoryName(path) == folder ? Path.GetFileName(path) : frame.GetFileName();
}
