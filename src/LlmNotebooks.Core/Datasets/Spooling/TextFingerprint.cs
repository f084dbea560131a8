using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace LlmNotebooks.Datasets.Spooling;

/// <summary>128 bits in place of a text where only equality counts: the beginning of SHA-256, of which no two texts are known that share it.</summary>
internal static class TextFingerprint
{
    /// <summary>Of the text as it is, also where it is no valid UTF-16.</summary>
    public static UInt128 Of(ReadOnlySpan<char> text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(text), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
