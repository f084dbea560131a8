using System.Diagnostics;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Runtime.InteropServices;
using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Submissions;

namespace LlmNotebooks.Kernel.Exceptions;

/// <summary>Says where in the author's text a frame of a stack is.</summary>
/// <param name="folder">The session's folder, against which the compiler resolved the names of the cells.</param>
internal sealed class CellPlaces(string folder)
{
    private readonly Dictionary<string, (string File, StopChecks Checks)> _checks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _symbols = new(StringComparer.Ordinal);

    public void Add(CellCode cell, CompiledSubmission submission)
    {
        if (Path.IsPathRooted(cell.Path)) { _names[cell.Path] = cell.Name; }
        if (submission.Checks is { } checks) { _checks[submission.Compilation.AssemblyName!] = (cell.Name, checks); }
        if (submission.Symbols is { } symbols) { _symbols[submission.Compilation.AssemblyName!] = symbols; }
    }

    /// <summary>The place of a frame; null when nobody knows.</summary>
    /// <param name="frame">The frame, with its file where the runtime knows it.</param>
    /// <param name="thrown">What was thrown through it.</param>
    public FramePlace? Of(StackFrame frame, Exception thrown)
    {
        if (frame.GetFileName() is not { } path) { return Possible(frame, thrown); }
        string file = Short(path);
        int line = frame.GetFileLineNumber();
        return new FramePlace(file, [line], frame.GetFileColumnNumber() is > 0 and int column ? Column(frame, file, line, column) : null);
    }

    private string Short(string path) =>
        _names.TryGetValue(path, out string? name) ? name : Path.GetDirectoryName(path) == folder ? Path.GetFileName(path) : path;

    private int Column(StackFrame frame, string file, int line, int column) =>
        _checks.TryGetValue(AssemblyName(frame) ?? "", out (string File, StopChecks Checks) known) && known.File == file ? known.Checks.ColumnOf(line, column) : column;

    private static string? AssemblyName(StackFrame frame) => frame.GetMethod()?.Module.Assembly.GetName().Name;

    /// <summary>Of a method of a cell that the runtime gives no line of: those where the exception can come from, or all.</summary>
    private FramePlace? Possible(StackFrame frame, Exception thrown)
    {
        if (frame.GetMethod() is not { } method || !_symbols.TryGetValue(AssemblyName(frame) ?? "", out byte[]? symbols)) { return null; }
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbImage(ImmutableCollectionsMarshal.AsImmutableArray(symbols));
        MetadataReader reader = provider.GetMetadataReader();
        MethodDebugInformation information = reader.GetMethodDebugInformation((MethodDefinitionHandle)MetadataTokens.EntityHandle(method.MetadataToken));
        SequencePoint[] points = [.. information.GetSequencePoints().OrderBy(point => point.Offset)];
        SequencePoint[] all = [.. points.Where(point => !point.IsHidden)];
        if (all.Length == 0) { return null; }

        SequencePoint[] sites = [.. ThrowSites.Of(method, thrown)
            .Select(offset => points.LastOrDefault(point => point.Offset <= offset))
            .Where(point => !point.Document.IsNil && !point.IsHidden)
            .Distinct()];
        SequencePoint[] possible = sites.Length > 0 ? sites : all;
        string file = Short(reader.GetString(reader.GetDocument(possible[0].Document).Name));
        return new FramePlace(
            file,
            [.. possible.Select(point => point.StartLine).Distinct().Order()],
            possible is [var only] ? Column(frame, file, only.StartLine, only.StartColumn) : null);
    }
}
