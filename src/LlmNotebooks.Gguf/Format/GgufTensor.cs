namespace LlmNotebooks.Gguf.Format;

/// <summary>One tensor's entry in the header, checked against the file's length.</summary>
/// <param name="Name">Name, unique in the file.</param>
/// <param name="Type">How the values are stored.</param>
/// <param name="Columns">Length of the fastest dimension: values per row.</param>
/// <param name="Rows">Product of all other dimensions.</param>
/// <param name="Dimensions">Number of dimensions, 1 to 4.</param>
/// <param name="Offset">Byte offset of the data from the start of the file.</param>
internal sealed record GgufTensor(string Name, GgufTensorType Type, long Columns, long Rows, int Dimensions, long Offset)
{
    /// <summary>Number of values.</summary>
    public long Count => Columns * Rows;

    /// <summary>Bytes of one row.</summary>
    public long RowBytes => Columns / BlockLength(Type) * BlockBytes(Type);

    /// <summary>Values that are stored together.</summary>
    public static int BlockLength(GgufTensorType type) => type is GgufTensorType.F32 or GgufTensorType.F16 ? 1 : 32;

    /// <summary>Bytes of one block: 32 values share one F16 scale in the quantised types.</summary>
    public static int BlockBytes(GgufTensorType type) => type switch
    {
        GgufTensorType.F32 => 4,
        GgufTensorType.F16 => 2,
        GgufTensorType.Q8_0 => 2 + 32,
        GgufTensorType.Q4_0 => 2 + 16,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a known tensor type."),
    };
}
