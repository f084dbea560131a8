namespace LlmNotebooks.Gguf.Numerics;

/// <summary>What <see cref="PanelKernel"/> multiplies, and where the results go.</summary>
internal readonly unsafe struct PanelProduct
{
    /// <summary>First value of the first panel.</summary>
    public required float* Panels { get; init; }

    /// <summary>Distance between panels.</summary>
    public required nint PanelStride { get; init; }

    /// <summary>Number of panels; each gives 32 results per vector.</summary>
    public required int PanelCount { get; init; }

    /// <summary>Columns of the panels, and length of each vector.</summary>
    public required int Columns { get; init; }

    /// <summary>First value of the first vector.</summary>
    public required float* X { get; init; }

    /// <summary>Distance between vectors.</summary>
    public required nint XStride { get; init; }

    /// <summary>Number of vectors.</summary>
    public required int Vectors { get; init; }

    /// <summary>First result of the first vector.</summary>
    public required float* Y { get; init; }

    /// <summary>Distance between the results of two vectors.</summary>
    public required nint YStride { get; init; }

    /// <summary>Whether results are added to what is there.</summary>
    public bool Accumulate { get; init; }
}
