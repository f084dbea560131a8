namespace LlmNotebooks.Gguf.Numerics;

/// <summary>The layout that matrices are multiplied in: 32 rows side by side.</summary>
/// <remarks>
/// A panel holds, for each column, the values of 32 consecutive rows; missing rows are zero. The product of 32 rows with a vector is
/// then a plain sum of scaled vectors, with no sum across a vector's lanes.
/// </remarks>
internal static unsafe class Panels
{
    /// <summary>Rows in a panel.</summary>
    public const int Width = 32;

    /// <summary>Panels that hold so many rows.</summary>
    public static int Count(int rows) => (rows + Width - 1) / Width;

    /// <summary>Rows rounded up to whole panels.</summary>
    public static int Padded(int rows) => Count(rows) * Width;

    /// <summary>First value of a row; the next ones lie 32 apart.</summary>
    public static float* Row(float* panels, int columns, int row) => panels + ((nint)(row / Width) * columns * Width) + (row % Width);

    /// <summary>Lays a row of values into its panel.</summary>
    public static void Scatter(float* values, int columns, float* panels, int row)
    {
        float* first = Row(panels, columns, row);
        for (int column = 0; column < columns; column++)
        {
            first[(nint)column * Width] = values[column];
        }
    }
}
