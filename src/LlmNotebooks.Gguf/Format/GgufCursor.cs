using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace LlmNotebooks.Gguf.Format;

/// <summary>Reads little-endian values forward through a mapped file and refuses to leave it.</summary>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct GgufCursor(byte* start, long length, long position = 0)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public long Position { get; private set; } = position;

    public readonly long Remaining => length - Position;

    public ReadOnlySpan<byte> Take(int count, string what, string? item = null)
    {
        if (count > Remaining)
        {
            throw new GgufFormatException($"the file ends inside {what}: {count} bytes needed, {Remaining} left", Position, item);
        }

        ReadOnlySpan<byte> bytes = new(start + Position, count);
        Position += count;
        return bytes;
    }

    public uint UInt32(string what, string? item = null) => BinaryPrimitives.ReadUInt32LittleEndian(Take(4, what, item));

    public ulong UInt64(string what, string? item = null) => BinaryPrimitives.ReadUInt64LittleEndian(Take(8, what, item));

    public void Skip(long count, string what, string? item)
    {
        if (count > Remaining)
        {
            throw new GgufFormatException($"the file ends inside {what}: {count} bytes needed, {Remaining} left", Position, item);
        }

        Position += count;
    }

    /// <summary>A string's bytes: a 64-bit length, then UTF-8 without terminator.</summary>
    public ReadOnlySpan<byte> StringBytes(string what, string? item = null)
    {
        long at = Position;
        ulong claimed = UInt64(what, item);
        if (claimed > (ulong)Math.Min(Remaining, int.MaxValue))
        {
            throw new GgufFormatException($"{what} claims {claimed} bytes, {Remaining} are left", at, item);
        }

        return Take((int)claimed, what, item);
    }

    /// <summary>A name of at most <paramref name="limit"/> bytes of valid UTF-8.</summary>
    public string Name(string what, int limit)
    {
        long at = Position;
        ReadOnlySpan<byte> bytes = StringBytes(what);
        if (bytes.IsEmpty || bytes.Length > limit)
        {
            throw new GgufFormatException($"{what} has {bytes.Length} bytes, 1 to {limit} are allowed", at);
        }

        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new GgufFormatException($"{what} is not valid UTF-8", at);
        }
    }
}
