using System.Text.Json.Nodes;

namespace LlmNotebooks.Kernel.Documents;

/// <summary>A Jupyter notebook, nbformat 4.5 or a later minor version.</summary>
internal sealed class Notebook
{
    /// <summary>The oldest minor version that is written: 4.5 brought the cell ids.</summary>
    public const int MinorVersion = 5;

    /// <summary>The minor version to write, at least <see cref="MinorVersion"/>.</summary>
    public int Minor { get; init; } = MinorVersion;

    public List<Cell> Cells { get; } = [];

    /// <summary>Metadata of the whole notebook, known keys or not, kept as read.</summary>
    public JsonObject Metadata { get; init; } = [];

    /// <summary>Top-level members that nbformat does not know, kept as read.</summary>
    public JsonObject Extra { get; init; } = [];

    public IEnumerable<Cell> CodeCells => Cells.Where(cell => cell.Kind == CellKind.Code);
}
