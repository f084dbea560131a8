namespace LlmNotebooks.Gguf.Inference;

/// <summary>Weights and shape of a llama model, shared by all sessions.</summary>
internal sealed class LlamaModel(LlamaShape shape, LlamaWeights weights)
{
    private readonly Lock _growing = new();
    private volatile RopeTable? _rope;

    public LlamaShape Shape { get; } = shape;

    public LlamaWeights Weights { get; } = weights;

    /// <summary>The rotations of at least so many positions; computed once, again only for more positions.</summary>
    public RopeTable Rope(int positions)
    {
        if (_rope is { } table && table.Positions >= positions)
        {
            return table;
        }

        lock (_growing)
        {
            if (_rope is null || _rope.Positions < positions)
            {
                _rope = new RopeTable(Shape, positions);
            }

            return _rope;
        }
    }
}
