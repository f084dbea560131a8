using LlmNotebooks.Gguf.Numerics;

namespace LlmNotebooks.Gguf.Inference;

/// <summary>Causal attention of queries over a <see cref="KeyValueCache"/>, one group of heads per key and value head.</summary>
internal sealed unsafe class Attention
{
    private const int Tile = 6;

    private readonly LlamaShape _shape;
    private readonly KeyValueCache _cache;
    private readonly AlignedBuffer _scores;
    private readonly AlignedBuffer _mixed;
    private readonly int _mixedStride;
    private readonly float _scale;

    public Attention(LlamaShape shape, KeyValueCache cache)
    {
        (_shape, _cache) = (shape, cache);
        int rows = Math.Max(Tile, shape.Heads / shape.KeyValueHeads);
        _mixedStride = Panels.Padded(shape.HeadSize);
        _scores = new AlignedBuffer((long)rows * cache.Capacity);
        _mixed = new AlignedBuffer((long)rows * _mixedStride);
        _scale = 1f / MathF.Sqrt(shape.HeadSize);
    }

    /// <summary>Lets <paramref name="count"/> tokens from <paramref name="position"/> on attend to everything up to themselves.</summary>
    /// <param name="layer">Layer whose keys and values are used; those of the tokens are stored already.</param>
    /// <param name="queries">Rotated queries, one row of all heads per token.</param>
    /// <param name="stride">Distance between two tokens' rows, in queries and output alike.</param>
    /// <param name="count">Tokens.</param>
    /// <param name="position">Position of the first token.</param>
    /// <param name="output">Receives the mixed values, one row of all heads per token.</param>
    public void Attend(int layer, float* queries, int stride, int count, int position, float* output)
    {
        int group = _shape.Heads / _shape.KeyValueHeads, size = _shape.HeadSize;
        for (int shared = 0; shared < _shape.KeyValueHeads; shared++)
        {
            int firstHead = shared * group * size;
            if (count == 1)
            {
                Rows(layer, shared, queries + firstHead, size, group, position, 0, output + firstHead);
                continue;
            }

            for (int head = 0; head < group; head++)
            {
                int at = firstHead + (head * size);
                for (int token = 0; token < count; token += Tile)
                {
                    nint row = ((nint)token * stride) + at;
                    Rows(layer, shared, queries + row, stride, Math.Min(Tile, count - token), position + token, 1, output + row);
                }
            }
        }
    }

    /// <summary>Rows of queries against one key and value head; <paramref name="step"/> positions lie between two rows.</summary>
    private void Rows(int layer, int head, float* queries, int stride, int rows, int position, int step, float* output)
    {
        int seen = position + ((rows - 1) * step) + 1, padded = Panels.Padded(seen);
        PanelKernel.Multiply(new PanelProduct
        {
            Panels = _cache.Keys(layer, head),
            PanelStride = _cache.KeyStride,
            PanelCount = padded / Panels.Width,
            Columns = _shape.HeadSize,
            X = queries,
            XStride = stride,
            Vectors = rows,
            Y = _scores.Pointer,
            YStride = _cache.Capacity,
        });
        for (int row = 0; row < rows; row++)
        {
            RowKernel.Softmax(_scores.Pointer + ((nint)row * _cache.Capacity), padded, position + (row * step) + 1, _scale);
        }

        PanelKernel.Multiply(new PanelProduct
        {
            Panels = _cache.Values(layer, head),
            PanelStride = _cache.ValueStride,
            PanelCount = _mixedStride / Panels.Width,
            Columns = seen,
            X = _scores.Pointer,
            XStride = _cache.Capacity,
            Vectors = rows,
            Y = _mixed.Pointer,
            YStride = _mixedStride,
        });
        for (int row = 0; row < rows; row++)
        {
            new ReadOnlySpan<float>(_mixed.Pointer + ((nint)row * _mixedStride), _shape.HeadSize)
                .CopyTo(new Span<float>(output + ((nint)row * stride), _shape.HeadSize));
        }
    }
}
