using System.Security.Cryptography;
using System.Text;

namespace LlmNotebooks.Kernel.Jupyter;

/// <summary>Signs messages by HMAC-SHA256, as lower-case hexadecimal digits.</summary>
internal sealed class MessageSigner(string key)
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    /// <summary>The signature of the four dictionaries of a message; empty when the key is.</summary>
    public byte[] Sign(ReadOnlySpan<byte[]> dictionaries)
    {
        if (_key.Length == 0) { return []; }
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        foreach (byte[] dictionary in dictionaries) { hmac.AppendData(dictionary); }
        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hmac.GetHashAndReset()));
    }

    /// <summary>Whether a signature is that of the dictionaries, in a time that does not tell how much of it is right.</summary>
    public bool Verify(ReadOnlySpan<byte> signature, ReadOnlySpan<byte[]> dictionaries) =>
        _key.Length == 0 || CryptographicOperations.FixedTimeEquals(signature, Sign(dictionaries));
}
