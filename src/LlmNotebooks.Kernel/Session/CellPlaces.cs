using System.Diagnostics;

namespace LlmNotebooks.Kernel.Session;

/// <summary>Says where in the author's text a frame of a stack is.</summary>
/// <param name="folder">The session's folder, against which the compiler resolved the names of the cells.</param>
internal sealed class CellPlaces(string folder)
{
    private readonly Dictionary<string, StopChecks> _checks = new(StringComparer.Ordinal);

    public void Add(CellCode cell, CompiledSubmission submission)
    {
        if (submission.Checks is { } checks) { _checks[cell.Name] = checks; }
    }

    /// <summary>The name of the cell or file of a frame, short where it is in the session's folder; null when nobody knows.</summary>
    public string? File(StackFrame frame) =>
        frame.GetFileName() is { } path && Path.GetDirectoryName(path) == folder ? Path.GetFileName(path) : frame.GetFileName();

    /// <summary>The author's column, from 1; null when nobody knows.</summary>
    public int? Column(StackFrame frame)
    {
        if (frame.GetFileColumnNumber() is not (> 0 and int column)) { return null; }
        return File(frame) is { } file && _checks.TryGetValue(file, out StopChecks? checks)
            ? checks.ColumnOf(frame.GetFileLineNumber(), column)
            : column;
    }
}
