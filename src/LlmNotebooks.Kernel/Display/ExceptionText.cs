using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace LlmNotebooks.Kernel.Display;

/// <summary>An exception that is a value: its message, where it was thrown, and what caused it.</summary>
internal static class ExceptionText
{
    private const int MaxFrames = 20;
    private const int MaxCauses = 20;

    public static string Of(Exception exception)
    {
        StringBuilder text = new();
        foreach (Exception thrown in Chain(exception).Take(MaxCauses))
        {
            text.Append(text.Length == 0 ? "" : "\ncaused by ").Append(NameOf(thrown)).Append(": ").Append(MessageOf(thrown));
            StackFrame[] frames = [.. new StackTrace(thrown, fNeedFileInfo: true).GetFrames().Where(frame => frame.GetMethod() is not null)];
            foreach (StackFrame frame in frames.Take(MaxFrames)) { text.Append("\n   at ").Append(Place(frame)); }
            if (frames.Length > MaxFrames) { text.Append(CultureInfo.InvariantCulture, $"\n   … {frames.Length - MaxFrames} frames more"); }
        }
        return text.ToString();
    }

    /// <summary>The type as its author wrote it; with its namespace, if it is not a cell's.</summary>
    public static string NameOf(Exception exception)
    {
        string name = MethodNames.TypeName(exception.GetType());
        return exception.GetType().Namespace is { Length: > 0 } place ? $"{place}.{name}" : name;
    }

    /// <summary>The message; what is wrong with it when it throws, being an author's code.</summary>
    public static string MessageOf(Exception exception)
    {
        try
        {
            return exception.Message;
        }
#pragma warning disable CA1031 // What the cell threw has to be told, whatever its message does.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            return $"(its message could not be read: {thrown.GetType().Name})";
        }
    }

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        IEnumerable<Exception> causes = exception is AggregateException several ? several.InnerExceptions
            : exception.InnerException is { } single ? [single] : [];
        return causes.SelectMany(Chain).Prepend(exception);
    }

    // A path would tell of the machine that ran the notebook, and a cell has none.
    private static string Place(StackFrame frame) => MethodNames.Describe(frame.GetMethod()!)
        + (frame.GetFileName() is { } file ? $" in {Path.GetFileName(file)}, line {frame.GetFileLineNumber()}" : "");
}
