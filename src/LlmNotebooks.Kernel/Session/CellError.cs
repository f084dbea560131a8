namespace LlmNotebooks.Kernel.Session;

/// <summary>Why a cell failed.</summary>
/// <param name="Name">The kind: an exception's type, "CompilationError" or "Cancelled".</param>
/// <param name="Message">What went wrong, in a line or more.</param>
/// <param name="Traceback">Lines to show to a person: the message, where it happened, the stack.</param>
/// <param name="Line">The line in the cell, from 1; null when the error has no place in the cell.</param>
/// <param name="SourceLine">The text of that line.</param>
internal sealed record CellError(
    string Name, string Message, IReadOnlyList<string> Traceback, int? Line = null, string? SourceLine = null);
