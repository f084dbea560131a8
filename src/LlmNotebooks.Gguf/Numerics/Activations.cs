using System.Runtime.InteropServices;

namespace LlmNotebooks.Gguf.Numerics;

/// <summary>Rows of activations, rounded for the matrix that they meet.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct Activations
{
    /// <summary>First value of the first row; steps of a block's scale where <see cref="Scales"/> are given.</summary>
    public required float* Values { get; init; }

    /// <summary>Distance between two rows' values.</summary>
    public required nint Stride { get; init; }

    /// <summary>Number of rows.</summary>
    public required int Count { get; init; }

    /// <summary>First row's scales, one for 32 values and so <see cref="Stride"/> / 32 apart from row to row; null where values stand for themselves.</summary>
    public float* Scales { get; init; }
}
