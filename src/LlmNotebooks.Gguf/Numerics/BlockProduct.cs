using System.Runtime.InteropServices;

namespace LlmNotebooks.Gguf.Numerics;

/// <summary>What <see cref="BlockKernel"/> multiplies, and where the results go.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct BlockProduct
{
    /// <summary>The weights' whole numbers, in panels without gaps.</summary>
    public required float* Steps { get; init; }

    /// <summary>The weights' scales: for each panel and each block of 32 columns those of the panel's 32 rows.</summary>
    public required float* Scales { get; init; }

    /// <summary>Number of panels; each gives 32 results per vector.</summary>
    public required int PanelCount { get; init; }

    /// <summary>Columns of the panels, whole blocks.</summary>
    public required int Columns { get; init; }

    /// <summary>Sums that a block's products are cut into: 8 or 1.</summary>
    public required int Sums { get; init; }

    /// <summary>The vectors, steps and scales apart.</summary>
    public required Activations X { get; init; }

    /// <summary>First result of the first vector.</summary>
    public required float* Y { get; init; }

    /// <summary>Distance between the results of two vectors.</summary>
    public required nint YStride { get; init; }

    /// <summary>Whether results are added to what is there.</summary>
    public bool Accumulate { get; init; }
}
