using System.Numerics;

namespace LlmNotebooks.Gguf.Format;

/// <summary>Reads and checks a GGUF v3 header: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md.</summary>
/// <remarks>Every count is held against the bytes that are left before anything is allocated for it.</remarks>
internal static unsafe class GgufHeaderReader
{
    private const uint Magic = 0x46554747; // "GGUF"
    private const uint Version = 3;
    private const uint DefaultAlignment = 32;
    private const int HeaderBytes = 24;
    private const int LongestKey = 65_535;
    private const int LongestTensorName = 64;
    private const int DeepestNesting = 8;
    private const int MaxDimensions = 4;
    private const string AlignmentKey = "general.alignment";

    public static GgufHeader Read(byte* start, long length)
    {
        if (length < HeaderBytes)
        {
            throw new GgufFormatException($"the file has {length} bytes, a header needs at least {HeaderBytes}", 0);
        }

        GgufCursor cursor = new(start, length);
        uint magic = cursor.UInt32("the magic number");
        if (magic != Magic)
        {
            throw new GgufFormatException($"the magic number is 0x{magic:X8} instead of 0x{Magic:X8} (\"GGUF\")", 0);
        }

        uint version = cursor.UInt32("the version");
        if (version != Version)
        {
            string hint = BitConverter.IsLittleEndian && (version & 0xFFFF) == 0 ? " (a big-endian file?)" : "";
            throw new GgufFormatException($"version {version}{hint} is not supported, only {Version} is", 4);
        }

        ulong tensorCount = Bounded(ref cursor, "tensors", smallest: 8 + 1 + 4 + 8 + 4 + 8, after: 8);
        ulong keyCount = Bounded(ref cursor, "metadata keys", smallest: 8 + 1 + 4 + 1, after: 0);
        Dictionary<string, GgufValue> metadata = new(StringComparer.Ordinal);
        for (ulong i = 0; i < keyCount; i++)
        {
            long at = cursor.Position;
            string key = cursor.Name("a metadata key", LongestKey);
            if (!metadata.TryAdd(key, Value(ref cursor, key)))
            {
                throw new GgufFormatException("the key occurs twice", at, key);
            }
        }

        uint alignment = Alignment(start, length, metadata);
        List<GgufTensor> tensors = [];
        for (ulong i = 0; i < tensorCount; i++)
        {
            tensors.Add(Tensor(ref cursor));
        }

        return new GgufHeader(metadata, Place(tensors, alignment, Align(cursor.Position, alignment), length));
    }

    private static ulong Bounded(ref GgufCursor cursor, string what, int smallest, int after)
    {
        long at = cursor.Position;
        ulong count = cursor.UInt64($"the number of {what}");
        ulong most = (ulong)((cursor.Remaining - after) / smallest);
        return count <= most
            ? count
            : throw new GgufFormatException($"the header claims {count} {what}, the file has room for {most} at most", at);
    }

    private static GgufValue Value(ref GgufCursor cursor, string key)
    {
        GgufValueType type = Type(ref cursor, key);
        if (type != GgufValueType.Array)
        {
            long at = cursor.Position;
            SkipValue(ref cursor, type, key, depth: 0);
            return new GgufValue(type, at);
        }

        (GgufValueType elementType, long count) = ArrayHead(ref cursor, key);
        long first = cursor.Position;
        SkipElements(ref cursor, elementType, count, key, depth: 1);
        return new GgufValue(type, first, elementType, count);
    }

    private static GgufValueType Type(ref GgufCursor cursor, string key)
    {
        long at = cursor.Position;
        uint type = cursor.UInt32("a value type", key);
        return type <= (uint)GgufValueType.Float64
            ? (GgufValueType)type
            : throw new GgufFormatException($"value type {type} is not known", at, key);
    }

    private static (GgufValueType ElementType, long Count) ArrayHead(ref GgufCursor cursor, string key)
    {
        GgufValueType elementType = Type(ref cursor, key);
        long at = cursor.Position;
        ulong count = cursor.UInt64("an array's length", key);
        ulong most = (ulong)(cursor.Remaining / SmallestSize(elementType));
        return count <= most
            ? (elementType, (long)count)
            : throw new GgufFormatException($"an array claims {count} elements of type {elementType}, the file has room for {most} at most", at, key);
    }

    private static void SkipElements(ref GgufCursor cursor, GgufValueType type, long count, string key, int depth)
    {
        if (type is not (GgufValueType.String or GgufValueType.Array or GgufValueType.Bool))
        {
            cursor.Skip(count * SmallestSize(type), "an array", key);
            return;
        }

        if (depth > DeepestNesting)
        {
            throw new GgufFormatException($"arrays are nested deeper than {DeepestNesting} levels", cursor.Position, key);
        }

        for (long i = 0; i < count; i++)
        {
            SkipValue(ref cursor, type, key, depth);
        }
    }

    private static void SkipValue(ref GgufCursor cursor, GgufValueType type, string key, int depth)
    {
        switch (type)
        {
            case GgufValueType.String:
                cursor.StringBytes("a string", key);
                break;
            case GgufValueType.Array:
                (GgufValueType elementType, long count) = ArrayHead(ref cursor, key);
                SkipElements(ref cursor, elementType, count, key, depth + 1);
                break;
            case GgufValueType.Bool:
                long at = cursor.Position;
                byte value = cursor.Take(1, "a truth value", key)[0];
                if (value > 1)
                {
                    throw new GgufFormatException($"a truth value is {value}, only 0 and 1 are allowed", at, key);
                }

                break;
            default:
                cursor.Skip(SmallestSize(type), $"a value of type {type}", key);
                break;
        }
    }

    private static int SmallestSize(GgufValueType type) => type switch
    {
        GgufValueType.UInt8 or GgufValueType.Int8 or GgufValueType.Bool => 1,
        GgufValueType.UInt16 or GgufValueType.Int16 => 2,
        GgufValueType.UInt32 or GgufValueType.Int32 or GgufValueType.Float32 => 4,
        GgufValueType.Array => 12,
        _ => 8,
    };

    private static uint Alignment(byte* start, long length, Dictionary<string, GgufValue> metadata)
    {
        if (!metadata.TryGetValue(AlignmentKey, out GgufValue value))
        {
            return DefaultAlignment;
        }

        if (value.Type != GgufValueType.UInt32)
        {
            throw new GgufFormatException($"the alignment has type {value.Type}, {GgufValueType.UInt32} is needed", value.Offset, AlignmentKey);
        }

        uint alignment = new GgufCursor(start, length, value.Offset).UInt32("the alignment", AlignmentKey);
        return alignment % 8 == 0 && BitOperations.IsPow2(alignment)
            ? alignment
            : throw new GgufFormatException($"the alignment is {alignment}, a power of two of at least 8 is needed", value.Offset, AlignmentKey);
    }

    /// <summary>Reads one entry; its offset still counts from the start of the data.</summary>
    private static GgufTensor Tensor(ref GgufCursor cursor)
    {
        string name = cursor.Name("a tensor name", LongestTensorName);
        long at = cursor.Position;
        uint dimensions = cursor.UInt32("a tensor's number of dimensions", name);
        if (dimensions is 0 or > MaxDimensions)
        {
            throw new GgufFormatException($"a tensor has {dimensions} dimensions, 1 to {MaxDimensions} are allowed", at, name);
        }

        long columns = 0, rows = 1;
        for (int d = 0; d < dimensions; d++)
        {
            at = cursor.Position;
            ulong extent = cursor.UInt64("a tensor's dimension", name);
            if (extent is 0 or > long.MaxValue)
            {
                throw new GgufFormatException($"dimension {d} is {extent}, 1 to {long.MaxValue} are allowed", at, name);
            }

            (columns, rows) = d == 0 ? ((long)extent, 1) : (columns, Product(rows, (long)extent, at, name));
        }

        at = cursor.Position;
        uint rawType = cursor.UInt32("a tensor's type", name);
        GgufTensorType type = (GgufTensorType)rawType;
        if (!Enum.IsDefined(type))
        {
            throw new GgufFormatException($"tensor type {rawType} is not supported, only {string.Join(", ", Enum.GetNames<GgufTensorType>())} are", at, name);
        }

        int block = GgufTensor.BlockLength(type);
        if (columns % block != 0)
        {
            throw new GgufFormatException($"rows of {columns} values are not whole blocks of {block}, as {type} needs", at, name);
        }

        Product(Product(columns / block, GgufTensor.BlockBytes(type), at, name), rows, at, name);
        Product(columns, rows, at, name);
        at = cursor.Position;
        ulong offset = cursor.UInt64("a tensor's offset", name);
        return offset <= long.MaxValue
            ? new GgufTensor(name, type, columns, rows, (int)dimensions, (long)offset)
            : throw new GgufFormatException($"the data's offset {offset} lies outside of the file", at, name);
    }

    private static long Product(long a, long b, long at, string name)
    {
        long product;
        return Math.BigMul(a, b, out product) == 0 && product >= 0
            ? product
            : throw new GgufFormatException($"the dimensions overflow: {a} times {b}", at, name);
    }

    /// <summary>Turns offsets into places in the file and checks each against its length.</summary>
    private static Dictionary<string, GgufTensor> Place(List<GgufTensor> tensors, uint alignment, long dataStart, long length)
    {
        Dictionary<string, GgufTensor> placed = new(tensors.Count, StringComparer.Ordinal);
        long unclaimed = Math.Max(0, length - dataStart);
        foreach (GgufTensor tensor in tensors)
        {
            if (tensor.Offset % alignment != 0)
            {
                throw new GgufFormatException($"the data's offset {tensor.Offset} is not a multiple of the alignment {alignment}", null, tensor.Name);
            }

            long bytes = tensor.RowBytes * tensor.Rows;
            if (dataStart > length || tensor.Offset > length - dataStart || bytes > length - dataStart - tensor.Offset)
            {
                throw new GgufFormatException($"{bytes} bytes of data at offset {tensor.Offset} from byte {dataStart} end behind the file's {length} bytes", dataStart, tensor.Name);
            }

            unclaimed -= bytes;
            if (unclaimed < 0)
            {
                throw new GgufFormatException("the tensors' data overlap: together they are longer than the rest of the file", dataStart, tensor.Name);
            }

            if (!placed.TryAdd(tensor.Name, tensor with { Offset = dataStart + tensor.Offset }))
            {
                throw new GgufFormatException("the tensor occurs twice", null, tensor.Name);
            }
        }

        return placed;
    }

    private static long Align(long position, uint alignment) => (position + alignment - 1) & -(long)alignment;
}
