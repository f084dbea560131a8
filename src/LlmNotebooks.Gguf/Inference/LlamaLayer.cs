using LlmNotebooks.Gguf.Numerics;

namespace LlmNotebooks.Gguf.Inference;

/// <summary>The weights of one transformer block.</summary>
internal sealed record LlamaLayer(
    AlignedBuffer AttentionNorm,
    WeightMatrix Query,
    WeightMatrix Key,
    WeightMatrix Value,
    WeightMatrix AttentionOutput,
    AlignedBuffer FeedForwardNorm,
    WeightMatrix Gate,
    WeightMatrix Up,
    WeightMatrix Down)
{
    public IEnumerable<WeightMatrix> Matrices => [Query, Key, Value, AttentionOutput, Gate, Up, Down];
}
