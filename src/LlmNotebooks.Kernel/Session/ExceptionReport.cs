using System.Diagnostics;
using System.Reflection;

namespace LlmNotebooks.Kernel.Session;

/// <summary>Tells a person what a cell threw and where, without the frames of the kernel and the runtime's plumbing.</summary>
internal static class ExceptionReport
{
    /// <param name="exception">What the cell threw.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="folder">The session's folder, against which the compiler resolved the names of the cells.</param>
    public static CellError Create(Exception exception, CellCode cell, string folder)
    {
        exception = Unwrap(exception);
        var traceback = new List<string>();
        int? line = FailingLine(exception, cell, folder);
        traceback.Add($"{exception.GetType().FullName}: {exception.Message}");
        if (line is { } number) { traceback.Add($"  {cell.Name}, line {number} | {cell.Line(number)}"); }
        traceback.AddRange(Frames(exception, folder));
        for (Exception? inner = exception.InnerException; inner is not null; inner = inner.InnerException)
        {
            traceback.Add($"caused by {inner.GetType().FullName}: {inner.Message}");
            traceback.AddRange(Frames(inner, folder));
        }
        return new CellError(
            exception.GetType().FullName ?? exception.GetType().Name,
            exception.Message,
            traceback,
            line,
            line is { } n ? cell.Line(n) : null);
    }

    private static Exception Unwrap(Exception exception)
    {
        while (exception is TargetInvocationException { InnerException: { } inner }) { exception = inner; }
        return exception is AggregateException { InnerExceptions: [{ } single] } ? Unwrap(single) : exception;
    }

    private static int? FailingLine(Exception? exception, CellCode cell, string folder)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            foreach (StackFrame frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames())
            {
                if (File(frame, folder) == cell.Name && frame.GetFileLineNumber() > 0) { return frame.GetFileLineNumber(); }
            }
        }
        return null;
    }

    private static IEnumerable<string> Frames(Exception exception, string folder) =>
        new StackTrace(exception, fNeedFileInfo: true).GetFrames()
            .Where(frame => frame.GetMethod() is { } method && !IsPlumbing(method))
            .Select(frame => "   at " + Describe(frame, folder));

    private static bool IsPlumbing(MethodBase method)
    {
        if (method.IsDefined(typeof(StackTraceHiddenAttribute), false) || method.Name == "<Factory>") { return true; }
        Type? type = method.DeclaringType;
        if (type is null) { return false; }
        return type.Assembly == typeof(ExceptionReport).Assembly
            || type.IsDefined(typeof(StackTraceHiddenAttribute), false)
            || type.Namespace is "System.Runtime.ExceptionServices" or "System.Runtime.CompilerServices"
            || (type.Namespace == "System.Threading" && type.Name is "ExecutionContext" or "Thread")
            || (type.Namespace == "System.Threading.Tasks" && type.Assembly == typeof(Task).Assembly && type.Name is "Task" or "Task`1");
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
