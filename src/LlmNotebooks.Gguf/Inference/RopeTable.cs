using LlmNotebooks.Gguf.Numerics;

namespace LlmNotebooks.Gguf.Inference;

/// <summary>Cosines and sines of rotary positions: the angle of pair i at position p is p · base^(−2i/size).</summary>
/// <remarks>Su et al. (2021), arXiv:2104.09864, with neighbouring values as pairs. Angles are multiplied up from pair to pair in single precision and their sines are the C library's, as in llama.cpp.</remarks>
internal sealed unsafe class RopeTable
{
    private readonly AlignedBuffer _first;
    private readonly AlignedBuffer _second;
    private readonly int _stride;

    public RopeTable(LlamaShape shape, int positions)
    {
        Positions = positions;
        _stride = shape.RopeSize;
        _first = new AlignedBuffer((long)positions * _stride);
        _second = new AlignedBuffer((long)positions * _stride);
        float ratio = MathF.Pow((float)shape.RopeBase, -2f / _stride);
        for (int position = 0; position < positions; position++)
        {
            float angle = position;
            for (int pair = 0; pair < _stride / 2; pair++, angle *= ratio)
            {
                (float sine, float cosine) = MathF.SinCos(angle);
                int at = (position * _stride) + (2 * pair);
                (_first.Pointer[at], _first.Pointer[at + 1]) = (cosine, sine);
                (_second.Pointer[at], _second.Pointer[at + 1]) = (-sine, cosine);
            }
        }
    }

    /// <summary>Positions that the table covers.</summary>
    public int Positions { get; }

    /// <summary>Rotates <paramref name="count"/> heads that lie <paramref name="stride"/> apart.</summary>
    public void Rotate(float* heads, int count, int stride, int position)
    {
        float* first = _first.Pointer + (position * _stride), second = _second.Pointer + (position * _stride);
        for (int head = 0; head < count; head++)
        {
            RowKernel.Rotate(heads + (head * stride), first, second, _stride);
        }
    }
}
