namespace LlmNotebooks.Gguf.Numerics;

/// <summary>The layout that matrices are multiplied in: 32 rows side by side.</summary>
/// <remarks>
/// A panel holds, for each column, the values of 32 consecutive rows; missing rows are zero. The product of 32 rows with a vector is
/// then a plain sum of scaled vectors, with no sum across a vector's lanes.
/// </remarks>
internal static class Panels
{
    /// <summary>Rows in a panel.</summary>
    public const int Width = 32;

    /// <summary>Panels that hold so many rows.</summary>
    public static int Count(int rows) => (rows + Width - 1) / Width;

    /// <summary>Rows rounded up to whole panels.</summary>
    public static int Padded(int rows) => Count(rows) * Width;
}
