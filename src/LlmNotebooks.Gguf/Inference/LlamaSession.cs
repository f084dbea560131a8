using LlmNotebooks.Gguf.Numerics;

namespace LlmNotebooks.Gguf.Inference;

/// <summary>One conversation with the model: its cache and its work space. For one call at a time.</summary>
internal sealed unsafe class LlamaSession
{
    /// <summary>Tokens that are computed at once: enough to reuse each weight from the first cache, few enough to be cancelled soon.</summary>
    private const int Batch = 96;

    /// <summary>From so many tokens at once on, llama.cpp attends in single precision.</summary>
    private const int Many = 64;

    private readonly LlamaModel _model;
    private readonly KeyValueCache _cache;
    private readonly Attention _attention;
    private readonly RopeTable _rope;
    private readonly AlignedBuffer _stream;
    private readonly AlignedBuffer _normed;
    private readonly AlignedBuffer _rounded;
    private readonly AlignedBuffer _scales;
    private readonly AlignedBuffer _queries;
    private readonly AlignedBuffer _keys;
    private readonly AlignedBuffer _values;
    private readonly AlignedBuffer _mixed;
    private readonly AlignedBuffer _gate;
    private readonly AlignedBuffer _up;
    private readonly AlignedBuffer _logits;
    private readonly AlignedBuffer _workspace;
    private readonly int _streamStride;
    private readonly int _queryStride;
    private readonly int _keyStride;
    private readonly int _feedStride;

    public LlamaSession(LlamaModel model, int positions)
    {
        _model = model;
        LlamaShape shape = model.Shape;
        _cache = new KeyValueCache(shape, positions);
        _attention = new Attention(shape, _cache);
        _rope = model.Rope(_cache.Capacity);
        int batch = Math.Min(Batch, _cache.Capacity);
        _streamStride = Panels.Padded(shape.Embedding);
        _queryStride = Panels.Padded(shape.Heads * shape.HeadSize);
        _keyStride = Panels.Padded(shape.KeyValueHeads * shape.HeadSize);
        _feedStride = Panels.Padded(shape.FeedForward);
        _stream = new AlignedBuffer(batch * _streamStride);
        _normed = new AlignedBuffer(batch * _streamStride);
        _rounded = new AlignedBuffer(batch * Math.Max(_streamStride, Math.Max(_queryStride, _feedStride)));
        _scales = new AlignedBuffer(_rounded.Length / Panels.Width);
        _queries = new AlignedBuffer(batch * _queryStride);
        _mixed = new AlignedBuffer(batch * _queryStride);
        _keys = new AlignedBuffer(batch * _keyStride);
        _values = new AlignedBuffer(batch * _keyStride);
        _gate = new AlignedBuffer(batch * _feedStride);
        _up = new AlignedBuffer(batch * _feedStride);
        _logits = new AlignedBuffer(Panels.Padded(model.Weights.Output.Rows));
        _workspace = new AlignedBuffer(model.Weights.WorkspaceLength);
    }

    /// <summary>Positions that fit.</summary>
    public int Capacity => _cache.Capacity;

    /// <summary>Tokens seen so far.</summary>
    public int Position { get; private set; }

    /// <summary>Scores of all tokens to come next, after a <see cref="Feed(ReadOnlySpan{int}, CancellationToken)"/>.</summary>
    public Span<float> Logits => _logits.Span[.._model.Weights.Output.Rows];

    /// <summary>Forgets all tokens.</summary>
    public void Reset() => Position = 0;

    /// <summary>Reads tokens and scores what may come after the last.</summary>
    /// <exception cref="OperationCanceledException">Cancelled between two layers; the session must be reset.</exception>
    public void Feed(ReadOnlySpan<int> ids, CancellationToken cancellationToken) =>
        Feed(ids, ids.Length < Many ? AttentionPrecision.Half : AttentionPrecision.Single, cancellationToken);

    /// <summary>As the other, in a precision that does not hang on the number of tokens: a batch then gives the very scores of its tokens one by one.</summary>
    /// <exception cref="OperationCanceledException">Cancelled between two layers; the session must be reset.</exception>
    public void Feed(ReadOnlySpan<int> ids, AttentionPrecision precision, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ids.Length, Capacity - Position, nameof(ids));
        int batch = Math.Min(Batch, Capacity);
        while (!ids.IsEmpty)
        {
            int count = Math.Min(batch, ids.Length);
            Forward(ids[..count], precision, last: count == ids.Length, cancellationToken);
            ids = ids[count..];
        }
    }

    private void Forward(ReadOnlySpan<int> ids, AttentionPrecision precision, bool last, CancellationToken cancellationToken)
    {
        LlamaWeights weights = _model.Weights;
        float* stream = _stream.Pointer;
        for (int t = 0; t < ids.Length; t++)
        {
            weights.Embedding.Row(ids[t], stream + (t * _streamStride));
        }

        int count = ids.Length, position = Position;
        for (int i = 0; i < weights.Layers.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            LlamaLayer layer = weights.Layers[i];
            Normalise(stream, layer.AttentionNorm, count);
            StoreKeysAndValues(i, layer, count, position);
            if (i == weights.Layers.Length - 1)
            {
                // Behind the last layer's keys and values only the last token matters.
                if (!last)
                {
                    break;
                }

                int skipped = count - 1;
                (position, count) = (position + skipped, 1);
                stream += skipped * _streamStride;
                Normalise(stream, layer.AttentionNorm, 1);
            }

            Attend(i, layer, stream, count, position, precision);
            FeedForward(layer, stream, count);
        }

        Position += ids.Length;
        if (last)
        {
            Normalise(stream, weights.OutputNorm, 1);
            Multiply(weights.Output, _normed.Pointer, _streamStride, 1, _logits.Pointer, _logits.Length);
        }
    }

    private void StoreKeysAndValues(int index, LlamaLayer layer, int count, int position)
    {
        LlamaShape shape = _model.Shape;
        Multiply(layer.Key, _normed.Pointer, _streamStride, count, _keys.Pointer, _keyStride);
        Multiply(layer.Value, _normed.Pointer, _streamStride, count, _values.Pointer, _keyStride);
        for (int t = 0; t < count; t++)
        {
            _rope.Rotate(_keys.Pointer + (t * _keyStride), shape.KeyValueHeads, shape.HeadSize, position + t);
        }

        ActivationRounding.ToHalf(_keys.Pointer, _keys.Pointer, count * _keyStride);
        ActivationRounding.ToHalf(_values.Pointer, _values.Pointer, count * _keyStride);
        for (int t = 0; t < count; t++)
        {
            float* keys = _keys.Pointer + (t * _keyStride), values = _values.Pointer + (t * _keyStride);
            for (int head = 0; head < shape.KeyValueHeads; head++)
            {
                _cache.Store(index, head, position + t, keys + (head * shape.HeadSize), values + (head * shape.HeadSize));
            }
        }
    }

    private void Attend(int index, LlamaLayer layer, float* stream, int count, int position, AttentionPrecision precision)
    {
        LlamaShape shape = _model.Shape;
        Multiply(layer.Query, _normed.Pointer, _streamStride, count, _queries.Pointer, _queryStride);
        for (int t = 0; t < count; t++)
        {
            _rope.Rotate(_queries.Pointer + (t * _queryStride), shape.Heads, shape.HeadSize, position + t);
        }

        if (precision == AttentionPrecision.Half)
        {
            ActivationRounding.ToHalf(_queries.Pointer, _queries.Pointer, count * _queryStride);
        }

        _attention.Attend(index, _queries.Pointer, _queryStride, count, position, precision, _mixed.Pointer);
        Multiply(layer.AttentionOutput, _mixed.Pointer, _queryStride, count, stream, _streamStride, accumulate: true);
    }

    private void FeedForward(LlamaLayer layer, float* stream, int count)
    {
        Normalise(stream, layer.FeedForwardNorm, count);
        Multiply(layer.Gate, _normed.Pointer, _streamStride, count, _gate.Pointer, _feedStride);
        Multiply(layer.Up, _normed.Pointer, _streamStride, count, _up.Pointer, _feedStride);
        RowKernel.SwiGlu(_gate.Pointer, _up.Pointer, count * _feedStride);
        Multiply(layer.Down, _gate.Pointer, _feedStride, count, stream, _streamStride, accumulate: true);
    }

    private void Normalise(float* stream, AlignedBuffer weight, int count)
    {
        for (int t = 0; t < count; t++)
        {
            RowKernel.RmsNorm(
                stream + (t * _streamStride), weight.Pointer, _normed.Pointer + (t * _streamStride), _streamStride, _model.Shape.Embedding, _model.Shape.NormEpsilon);
        }
    }

    private void Multiply(WeightMatrix matrix, float* x, int xStride, int count, float* y, int yStride, bool accumulate = false)
    {
        float* values = _rounded.Pointer, scales = null;
        switch (matrix.Precision)
        {
            case ActivationPrecision.Half:
                ActivationRounding.ToHalf(x, values, count * xStride);
                break;
            case ActivationPrecision.Block8:
                ActivationRounding.ToBlocks(x, values, null, count * xStride);
                break;
            case ActivationPrecision.Block8Steps:
                scales = _scales.Pointer;
                ActivationRounding.ToBlocks(x, values, scales, count * xStride);
                break;
            default:
                values = x;
                break;
        }

        Activations rounded = new() { Values = values, Stride = xStride, Count = count, Scales = scales };
        matrix.Multiply(rounded, y, yStride, accumulate, _workspace.Pointer);
    }
}
