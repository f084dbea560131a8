namespace LlmNotebooks.Kernel.Cells;

/// <summary>A cell that does not compile.</summary>
internal sealed class CellCompilationException(CellError error) : Exception(error.Message)
{
    public CellError Error { get; } = error;
}
