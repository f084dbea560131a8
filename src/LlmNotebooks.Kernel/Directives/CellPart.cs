using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Packages;

namespace LlmNotebooks.Kernel.Directives;

/// <summary>A part of a cell, run by itself and before the next.</summary>
internal abstract record CellPart;

/// <summary>Code.</summary>
/// <param name="Code">The cell with the lines of this part alone; the others are empty, so that each line keeps its number.</param>
internal sealed record CodePart(CellCode Code) : CellPart
{
    /// <summary>What stands below code and is had before all of it.</summary>
    public MovedDirectives Moved { get; init; } = MovedDirectives.None;
}

/// <summary>A command between pieces of code.</summary>
/// <param name="Command">What is asked for.</param>
/// <param name="Argument">What follows the command; empty for most.</param>
/// <param name="Line">Its line in the cell, from 1.</param>
/// <param name="Column">Its column, from 1.</param>
internal sealed record CommandPart(CellCommand Command, string Argument, int Line, int Column) : CellPart;
