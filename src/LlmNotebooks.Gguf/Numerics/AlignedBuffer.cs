namespace LlmNotebooks.Gguf.Numerics;

/// <summary>Numbers at a fixed, 64-byte aligned address, owned by the garbage collector; all zero at first.</summary>
internal sealed unsafe class AlignedBuffer
{
    private const int Alignment = 64;

    private readonly float[] _array;

    public AlignedBuffer(long length)
    {
        _array = GC.AllocateArray<float>(checked((int)(length + (Alignment / sizeof(float)))), pinned: true);
        fixed (float* start = _array)
        {
            Pointer = (float*)(((nint)start + Alignment - 1) & -Alignment);
        }

        Length = (int)length;
    }

    /// <summary>The first number; valid as long as this object is reachable.</summary>
    public float* Pointer { get; }

    public int Length { get; }

    public Span<float> Span => new(Pointer, Length);
}
