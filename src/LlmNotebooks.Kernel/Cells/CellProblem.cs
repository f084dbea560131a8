namespace LlmNotebooks.Kernel.Cells;

/// <summary>One place in a cell that is not correct.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Code">The compiler's code of the error, such as CS0103.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="File">The file that a <c>#load</c> brought in; null for the cell itself.</param>
internal sealed record CellProblem(int Line, int Column, string Code, string Message, string? File = null);
