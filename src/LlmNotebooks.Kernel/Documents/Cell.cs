using System.Text.Json.Nodes;

namespace LlmNotebooks.Kernel.Documents;

/// <summary>One cell of a notebook.</summary>
internal sealed class Cell
{
    public required CellKind Kind { get; init; }

    /// <summary>Unique within the notebook, 1 to 64 of letters, digits, '-' and '_'.</summary>
    public required string Id { get; init; }

    /// <summary>The text as the author wrote it, line ends included.</summary>
    public required string Source { get; init; }

    /// <summary>Metadata of the cell, known keys or not, kept as read.</summary>
    public JsonObject Metadata { get; init; } = [];

    /// <summary>Attachments of a markdown or raw cell: file name to MIME bundle, kept as read; null without.</summary>
    public JsonObject? Attachments { get; init; }

    /// <summary>Members that nbformat does not know, kept as read.</summary>
    public JsonObject Extra { get; init; } = [];

    /// <summary>The number a code cell got when it ran; null when it did not.</summary>
    public int? ExecutionCount { get; set; }

    /// <summary>What a code cell put out, in order.</summary>
    public IReadOnlyList<CellOutput> Outputs { get; set; } = [];

    /// <summary>Whether there is nothing to run.</summary>
    public bool IsBlank => string.IsNullOrWhiteSpace(Source);
}
