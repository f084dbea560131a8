using LlmNotebooks.Kernel.Cells;

namespace LlmNotebooks.Kernel.Runs;

/// <summary>The cell that ended a run.</summary>
/// <param name="CellNumber">Its number among the code cells, from 1: the n of <c>In [n]</c>.</param>
/// <param name="CellId">Its id in the notebook.</param>
/// <param name="Error">What went wrong.</param>
internal sealed record RunFailure(int CellNumber, string CellId, CellError Error);
