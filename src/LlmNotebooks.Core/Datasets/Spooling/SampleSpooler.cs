using System.Security.Cryptography;

namespace LlmNotebooks.Datasets.Spooling;

/// <summary>Takes samples one after the other, hashes them, and keeps none of them as an object.</summary>
/// <param name="folder">Where many of them go; null for the system's folder of temporary files.</param>
internal sealed class SampleSpooler(string? folder = null) : IDisposable
{
    private readonly SpoolBytes _bytes = new(folder);
    private readonly SampleCodec _codec = new();
    private readonly SpoolOffsets _offsets = new();
    private readonly SpoolWriter _writer = new();
    private readonly SampleHasher _hasher = new();
    private readonly IncrementalHash _all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool _completed;

    public int Count => _offsets.Count;

    /// <exception cref="IOException">The temporary file cannot be written; the message names its folder.</exception>
    public void Add(Sample sample)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _hasher.Hash(sample, hash);
        _all.AppendData(hash);
        _writer.Clear();
        _codec.Write(sample, _writer);
        _offsets.Add(_bytes.Length);
        _bytes.Append(_writer.Written);
    }

    /// <summary>The samples and their hash, see <see cref="Dataset.Hash"/>.</summary>
    /// <exception cref="IOException">The temporary file cannot be written; the message names its folder.</exception>
    public (SampleSpool Samples, string Hash) Complete()
    {
        _bytes.Complete();
        _completed = true;
        return (new SampleSpool(_bytes, _codec, _offsets), Convert.ToHexStringLower(_all.GetHashAndReset()));
    }

    /// <summary>Gives up what was not completed.</summary>
    public void Dispose()
    {
        _hasher.Dispose();
        _all.Dispose();
        if (!_completed) { _bytes.Dispose(); }
    }
}
