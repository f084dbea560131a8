using System.Buffers;
using System.Collections;

namespace LlmNotebooks.Datasets.Spooling;

/// <summary>Samples that are read when they are asked for: each time an equal one. Any number of threads may read.</summary>
/// <remarks>A list like an array is one, so that counting, copying and skipping read no sample that is not asked for.</remarks>
internal sealed class SampleSpool : IReadOnlyList<Sample>, IList<Sample>
{
    private const int Block = 1 << 16, Small = 2048, Ahead = 1 << 14, Near = 64;

    private readonly SpoolBytes _bytes;
    private readonly SampleCodec _codec;
    private readonly SpoolOffsets _offsets;
    private Piece? _ahead;
    private int _last;

    /// <param name="bytes">The samples' bytes, completed.</param>
    /// <param name="codec">What wrote them.</param>
    /// <param name="offsets">Where each begins.</param>
    public SampleSpool(SpoolBytes bytes, SampleCodec codec, SpoolOffsets offsets) => (_bytes, _codec, _offsets) = (bytes, codec, offsets);

    public int Count => _offsets.Count;

    bool ICollection<Sample>.IsReadOnly => true;

    public Sample this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            (long offset, int length) = Place(index);
            // Runs ask for the samples about in their order: a read of a file serves the next ones, too.
            bool isNext = index >= _last && index - _last <= Near;
            _last = index;
            if (_bytes.IsInFile && length <= Ahead)
            {
                Piece? ahead = _ahead;
                if (ahead?.Holds(offset, length) != true && isNext) { _ahead = ahead = ReadAhead(offset); }
                if (ahead?.Holds(offset, length) == true) { return _codec.Read(ahead.Bytes.AsSpan((int)(offset - ahead.Begin), length)); }
            }

            byte[]? rented = length > Small ? ArrayPool<byte>.Shared.Rent(length) : null;
            Span<byte> bytes = (rented ?? stackalloc byte[Small])[..length];
            _bytes.Read(offset, bytes);
            Sample sample = _codec.Read(bytes);
            if (rented is not null) { ArrayPool<byte>.Shared.Return(rented); }
            return sample;
        }
    }

    Sample IList<Sample>.this[int index]
    {
        get => this[index];
        set => throw Unchangeable();
    }

    public IEnumerator<Sample> GetEnumerator()
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(Block);
        try
        {
            (long begin, int filled) = (0L, 0);
            for (int i = 0; i < Count; i++)
            {
                (long offset, int length) = Place(i);
                if (offset + length > begin + filled)
                {
                    if (length > block.Length)
                    {
                        ArrayPool<byte>.Shared.Return(block);
                        block = ArrayPool<byte>.Shared.Rent(length);
                    }

                    (begin, filled) = (offset, (int)Math.Min(block.Length, _bytes.Length - offset));
                    _bytes.Read(begin, block.AsSpan(0, filled));
                }

                yield return _codec.Read(block.AsSpan((int)(offset - begin), length));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public int IndexOf(Sample item)
    {
        int index = 0;
        foreach (Sample sample in this)
        {
            // Only the same id can be the same sample, and hashing is dear.
            if (item is not null && string.Equals(sample.Id, item.Id, StringComparison.Ordinal)) { return sample.Equals(item) ? index : -1; }
            index++;
        }

        return -1;
    }

    public bool Contains(Sample item) => IndexOf(item) >= 0;

    public void CopyTo(Sample[] array, int arrayIndex)
    {
        ArgumentNullException.ThrowIfNull(array);
        foreach (Sample sample in this) { array[arrayIndex++] = sample; }
    }

    void ICollection<Sample>.Add(Sample item) => throw Unchangeable();

    void ICollection<Sample>.Clear() => throw Unchangeable();

    bool ICollection<Sample>.Remove(Sample item) => throw Unchangeable();

    void IList<Sample>.Insert(int index, Sample item) => throw Unchangeable();

    void IList<Sample>.RemoveAt(int index) => throw Unchangeable();

    private Piece ReadAhead(long offset)
    {
        byte[] bytes = new byte[(int)Math.Min(Ahead, _bytes.Length - offset)];
        _bytes.Read(offset, bytes);
        return new Piece(offset, bytes);
    }

    private (long Offset, int Length) Place(int index)
    {
        long offset = _offsets[index];
        return (offset, (int)((index + 1 < Count ? _offsets[index + 1] : _bytes.Length) - offset));
    }

    private static NotSupportedException Unchangeable() => new("The samples of a dataset are not changed; make another dataset of them.");

    /// <summary>A part of the bytes; threads share it, and none changes it.</summary>
    private sealed record Piece(long Begin, byte[] Bytes)
    {
        public bool Holds(long offset, int length) => offset >= Begin && offset + length <= Begin + Bytes.Length;
    }
}
