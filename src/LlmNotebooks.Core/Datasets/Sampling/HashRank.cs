using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace LlmNotebooks.Datasets.Sampling;

/// <summary>Random numbers by name: the beginning of SHA-256 of seed and key, the same everywhere and in any order.</summary>
internal static class HashRank
{
    public static UInt128 Of(long seed, string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\n{key}"), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
