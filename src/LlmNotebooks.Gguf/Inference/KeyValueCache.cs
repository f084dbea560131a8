using LlmNotebooks.Gguf.Numerics;

namespace LlmNotebooks.Gguf.Inference;

/// <summary>Keys and values of the positions seen so far, laid out as the panels that attention multiplies.</summary>
/// <remarks>
/// Scores are a product of a query with keys as rows, so keys lie in panels of 32 positions: [head][position / 32][value][position % 32].
/// The mix is a product of shares with values as columns: [head][value / 32][position][value % 32].
/// </remarks>
internal sealed unsafe class KeyValueCache
{
    private readonly AlignedBuffer[] _keys;
    private readonly AlignedBuffer[] _values;
    private readonly int _headSize;
    private readonly int _valuePanels;

    public KeyValueCache(LlamaShape shape, int positions)
    {
        Capacity = Panels.Padded(positions);
        _headSize = shape.HeadSize;
        _valuePanels = Panels.Count(shape.HeadSize);
        _keys = new AlignedBuffer[shape.Layers];
        _values = new AlignedBuffer[shape.Layers];
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            _keys[layer] = new AlignedBuffer((long)shape.KeyValueHeads * Capacity * _headSize);
            _values[layer] = new AlignedBuffer((long)shape.KeyValueHeads * Capacity * _valuePanels * Panels.Width);
        }
    }

    /// <summary>Positions that fit, a multiple of 32.</summary>
    public int Capacity { get; }

    /// <summary>Distance between two panels of keys.</summary>
    public nint KeyStride => (nint)_headSize * Panels.Width;

    /// <summary>Distance between two panels of values.</summary>
    public nint ValueStride => (nint)Capacity * Panels.Width;

    public float* Keys(int layer, int head) => _keys[layer].Pointer + ((nint)head * Capacity * _headSize);

    public float* Values(int layer, int head) => _values[layer].Pointer + (head * _valuePanels * ValueStride);

    /// <summary>Stores one head's key and value at a position.</summary>
    public void Store(int layer, int head, int position, float* key, float* value)
    {
        float* keys = Keys(layer, head) + (position / Panels.Width * KeyStride) + (position % Panels.Width);
        float* values = Values(layer, head) + ((nint)position * Panels.Width);
        for (int i = 0; i < _headSize; i++)
        {
            keys[(nint)i * Panels.Width] = key[i];
        }

        for (int panel = 0; panel < _valuePanels; panel++)
        {
            int first = panel * Panels.Width, count = Math.Min(Panels.Width, _headSize - first);
            new ReadOnlySpan<float>(value + first, count).CopyTo(new Span<float>(values + (panel * ValueStride), count));
        }
    }
}
