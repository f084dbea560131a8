namespace LlmNotebooks.Kernel.Cells;

/// <summary>Why a cell failed.</summary>
/// <param name="Name">The kind: an exception's type, "CompilationError" or "Interrupted".</param>
/// <param name="Message">What went wrong, in a line or more.</param>
/// <param name="Traceback">Lines to show to a person: the message, where it happened, the stack.</param>
/// <param name="Line">The line in the cell, from 1; null when the error has no place in the cell.</param>
/// <param name="SourceLine">The text of that line.</param>
/// <param name="Column">The column in that line, from 1; null when it is not known.</param>
internal sealed record CellError(
    string Name, string Message, IReadOnlyList<string> Traceback, int? Line = null, string? SourceLine = null, int? Column = null)
{
    /// <summary>The name of the error of a cell that was interrupted.</summary>
    public const string Interrupted = "Interrupted";

    /// <summary>The error of an interrupted cell of which no place is known.</summary>
    public static CellError Interruption(string message) => new(Interrupted, message, [$"{Interrupted}: {message}"]);
}
