using LlmNotebooks.Gguf.Numerics;

namespace LlmNotebooks.Gguf.Inference;

/// <summary>Causal attention of queries over a <see cref="KeyValueCache"/>, one group of heads per key and value head.</summary>
internal sealed unsafe class Attention
{
    private const int Tile = 6;

    private readonly LlamaShape _shape;
    private readonly KeyValueCache _cache;
    private readonly AlignedBuffer _scores;
    private readonly AlignedBuffer _rescale;
    private readonly AlignedBuffer _mixed;
    private readonly bool[] _changes;
    private readonly float _scale;

    public Attention(LlamaShape shape, KeyValueCache cache)
    {
        (_shape, _cache) = (shape, cache);
        int rows = Math.Max(Tile, shape.Heads / shape.KeyValueHeads);
        _scores = new AlignedBuffer((long)rows * cache.Capacity);
        _rescale = new AlignedBuffer(2L * cache.Capacity);
        _mixed = new AlignedBuffer(2L * Panels.Width);
        _changes = new bool[cache.Capacity / Panels.Width];
        _scale = 1f / MathF.Sqrt(shape.HeadSize);
    }

    /// <summary>Lets <paramref name="count"/> tokens from <paramref name="position"/> on attend to everything up to themselves.</summary>
    /// <param name="layer">Layer whose keys and values are used; those of the tokens are stored already.</param>
    /// <param name="queries">Rotated queries, one row of all heads per token.</param>
    /// <param name="stride">Distance between two tokens' rows, in queries and output alike.</param>
    /// <param name="count">Tokens.</param>
    /// <param name="position">Position of the first token.</param>
    /// <param name="precision">How exactly to attend; queries are rounded for it already.</param>
    /// <param name="output">Receives the mixed values, one row of all heads per token.</param>
    public void Attend(int layer, float* queries, int stride, int count, int position, AttentionPrecision precision, float* output)
    {
        int group = _shape.Heads / _shape.KeyValueHeads, size = _shape.HeadSize;
        for (int shared = 0; shared < _shape.KeyValueHeads; shared++)
        {
            int firstHead = shared * group * size;
            if (count == 1)
            {
                Rows(layer, shared, queries + firstHead, size, group, position, 0, precision, output + firstHead);
                continue;
            }

            for (int head = 0; head < group; head++)
            {
                int at = firstHead + (head * size);
                for (int token = 0; token < count; token += Tile)
                {
                    nint row = ((nint)token * stride) + at;
                    Rows(layer, shared, queries + row, stride, Math.Min(Tile, count - token), position + token, 1, precision, output + row);
                }
            }
        }
    }

    /// <summary>Rows of queries against one key and value head; <paramref name="step"/> positions lie between two rows.</summary>
    private void Rows(int layer, int head, float* queries, int stride, int rows, int position, int step, AttentionPrecision precision, float* output)
    {
        int seen = position + ((rows - 1) * step) + 1, padded = Panels.Padded(seen);
        bool exact = precision == AttentionPrecision.Single;
        PanelProduct product = new()
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
        };
        if (exact)
        {
            PanelKernel.Multiply(product);
        }
        else
        {
            ScoreKernel.Multiply(product);
        }

        Span<bool> changes = _changes.AsSpan(0, padded / Panels.Width);
        for (int row = 0; row < rows; row += 2)
        {
            bool pair = row + 1 < rows;
            changes.Clear();
            MixRow first = Weigh(row, 0, position + (row * step) + 1, padded, exact, changes);
            MixRow second = pair ? Weigh(row + 1, 1, position + ((row + 1) * step) + 1, padded, exact, changes) : first;
            for (int value = 0; value < _shape.HeadSize; value += Panels.Width)
            {
                float* values = _cache.Values(layer, head) + (value / Panels.Width * _cache.ValueStride);
                if (exact)
                {
                    TileMixKernel.Mix(values, seen, first, second);
                }
                else
                {
                    MixKernel.Mix(values, seen, changes, first, second);
                }

                Copy(first, output + ((nint)row * stride) + value, value);
                if (pair)
                {
                    Copy(second, output + ((nint)(row + 1) * stride) + value, value);
                }
            }
        }
    }

    private MixRow Weigh(int row, int slot, int length, int padded, bool exact, Span<bool> changes)
    {
        float* scores = _scores.Pointer + ((nint)row * _cache.Capacity), rescale = _rescale.Pointer + ((nint)slot * _cache.Capacity);
        return new MixRow
        {
            Weights = scores,
            Rescale = rescale,
            Total = exact
                ? TileMixKernel.Weigh(scores, rescale, padded, length, _scale)
                : MixKernel.Weigh(scores, rescale, changes, padded, length, _scale),
            Output = _mixed.Pointer + (slot * Panels.Width),
        };
    }

    private void Copy(in MixRow row, float* output, int value)
    {
        int count = Math.Min(Panels.Width, _shape.HeadSize - value);
        new ReadOnlySpan<float>(row.Output, count).CopyTo(new Span<float>(output, count));
    }
}
