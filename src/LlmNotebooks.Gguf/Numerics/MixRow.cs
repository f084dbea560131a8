using System.Runtime.InteropServices;

namespace LlmNotebooks.Gguf.Numerics;

/// <summary>One row of weights for <see cref="MixKernel"/> or <see cref="TileMixKernel"/>, and where its mix goes.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct MixRow
{
    /// <summary>Weight of each position.</summary>
    public required float* Weights { get; init; }

    /// <summary>Factor, at each position or tile, for everything before it.</summary>
    public required float* Rescale { get; init; }

    /// <summary>Sum of the weights.</summary>
    public required float Total { get; init; }

    /// <summary>Receives 32 mixed values.</summary>
    public required float* Output { get; init; }
}
