using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace LlmNotebooks.Gguf.Format;

/// <summary>A GGUF v3 file, mapped into memory for reading.</summary>
internal sealed unsafe class GgufFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;

    private GgufFile(MemoryMappedFile file, MemoryMappedViewAccessor view, long length)
    {
        (_file, _view, Length) = (file, view, length);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _start = start + _view.PointerOffset;
        try
        {
            Header = GgufHeaderReader.Read(_start, length);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Bytes of the file.</summary>
    public long Length { get; }

    /// <summary>What the header says.</summary>
    public GgufHeader Header { get; }

    /// <exception cref="GgufFormatException">The header is damaged or not supported.</exception>
    public static GgufFile Open(string path)
    {
        using SafeFileHandle handle = File.OpenHandle(path);
        long length = RandomAccess.GetLength(handle);
        if (length == 0)
        {
            throw new GgufFormatException("the file is empty", 0);
        }

        MemoryMappedFile file = MemoryMappedFile.CreateFromFile(
            handle, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        return new GgufFile(file, file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read), length);
    }

    /// <summary>The first byte of a tensor's data; valid until <see cref="Dispose"/>.</summary>
    public byte* Data(GgufTensor tensor) => _start + tensor.Offset;

    /// <summary>An integer of any width, or null when the key is absent.</summary>
    /// <exception cref="GgufFormatException">The value is no integer.</exception>
    public long? Integer(string key)
    {
        if (!Header.Metadata.TryGetValue(key, out GgufValue value))
        {
            return null;
        }

        GgufCursor cursor = At(value);
        return value.Type switch
        {
            GgufValueType.UInt8 => cursor.Take(1, key)[0],
            GgufValueType.Int8 => (sbyte)cursor.Take(1, key)[0],
            GgufValueType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(cursor.Take(2, key)),
            GgufValueType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(cursor.Take(2, key)),
            GgufValueType.UInt32 => cursor.UInt32(key),
            GgufValueType.Int32 => (int)cursor.UInt32(key),
            GgufValueType.Int64 => (long)cursor.UInt64(key),
            GgufValueType.UInt64 when cursor.UInt64(key) is <= long.MaxValue and ulong wide => (long)wide,
            _ => throw Mismatch(key, value, "an integer"),
        };
    }

    /// <summary>A floating-point number, or null when the key is absent.</summary>
    /// <exception cref="GgufFormatException">The value is no floating-point number.</exception>
    public double? Real(string key)
    {
        if (!Header.Metadata.TryGetValue(key, out GgufValue value))
        {
            return null;
        }

        GgufCursor cursor = At(value);
        return value.Type switch
        {
            GgufValueType.Float32 => BitConverter.UInt32BitsToSingle(cursor.UInt32(key)),
            GgufValueType.Float64 => BitConverter.UInt64BitsToDouble(cursor.UInt64(key)),
            _ => throw Mismatch(key, value, "a floating-point number"),
        };
    }

    /// <summary>A truth value, or null when the key is absent.</summary>
    /// <exception cref="GgufFormatException">The value is no truth value.</exception>
    public bool? Truth(string key) => !Header.Metadata.TryGetValue(key, out GgufValue value) ? null
        : value.Type == GgufValueType.Bool ? At(value).Take(1, key)[0] == 1
        : throw Mismatch(key, value, "a truth value");

    /// <summary>A string, or null when the key is absent.</summary>
    /// <exception cref="GgufFormatException">The value is no string.</exception>
    public string? Text(string key) => !Header.Metadata.TryGetValue(key, out GgufValue value) ? null
        : value.Type == GgufValueType.String ? Encoding.UTF8.GetString(At(value).StringBytes(key))
        : throw Mismatch(key, value, "a string");

    /// <summary>An array of strings as bytes, or null when the key is absent.</summary>
    /// <exception cref="GgufFormatException">The value is no array of strings.</exception>
    public byte[][]? Strings(string key)
    {
        if (!TryArray(key, GgufValueType.String, out GgufValue value))
        {
            return null;
        }

        byte[][] strings = new byte[value.Count][];
        GgufCursor cursor = At(value);
        for (int i = 0; i < strings.Length; i++)
        {
            strings[i] = cursor.StringBytes(key).ToArray();
        }

        return strings;
    }

    /// <summary>An array of 32-bit integers, or null when the key is absent.</summary>
    /// <exception cref="GgufFormatException">The value is no array of 32-bit integers.</exception>
    public int[]? Integers(string key) => TryArray(key, GgufValueType.Int32, out GgufValue value) ? Elements<int>(value) : null;

    /// <summary>An array of 32-bit floating-point numbers, or null when the key is absent.</summary>
    /// <exception cref="GgufFormatException">The value is no array of 32-bit floating-point numbers.</exception>
    public float[]? Reals(string key) => TryArray(key, GgufValueType.Float32, out GgufValue value) ? Elements<float>(value) : null;

    /// <summary>Unmaps the file; nothing may be read from it any more.</summary>
    public void Dispose()
    {
        if (!_view.SafeMemoryMappedViewHandle.IsClosed)
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
        }

        _view.Dispose();
        _file.Dispose();
    }

    private static GgufFormatException Mismatch(string key, GgufValue value, string wanted) =>
        new($"the value has type {value.Type}{(value.Type == GgufValueType.Array ? $" of {value.ElementType}" : "")}, {wanted} is needed", value.Offset, key);

    private bool TryArray(string key, GgufValueType elementType, out GgufValue value)
    {
        if (!Header.Metadata.TryGetValue(key, out value))
        {
            return false;
        }

        if (value.Type != GgufValueType.Array || value.ElementType != elementType)
        {
            throw Mismatch(key, value, $"an array of {elementType}");
        }

        return value.Count <= Array.MaxLength
            ? true
            : throw new GgufFormatException($"an array has {value.Count} elements, {Array.MaxLength} are the most that is read", value.Offset, key);
    }

    private T[] Elements<T>(GgufValue value)
        where T : unmanaged => new ReadOnlySpan<T>(_start + value.Offset, (int)value.Count).ToArray();

    private GgufCursor At(GgufValue value) => new(_start, Length, value.Offset);
}
