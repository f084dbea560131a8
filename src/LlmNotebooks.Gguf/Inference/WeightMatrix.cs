using LlmNotebooks.Gguf.Format;
using LlmNotebooks.Gguf.Numerics;

namespace LlmNotebooks.Gguf.Inference;

/// <summary>A matrix of weights that multiplies rows of activations.</summary>
internal abstract unsafe class WeightMatrix(GgufTensor tensor)
{
    public int Rows { get; } = (int)tensor.Rows;

    public int Columns { get; } = (int)tensor.Columns;

    /// <summary>How activations are rounded before they meet this matrix.</summary>
    public ActivationPrecision Precision { get; } = tensor.Type switch
    {
        GgufTensorType.F32 => ActivationPrecision.Single,
        GgufTensorType.F16 => ActivationPrecision.Half,
        _ => ActivationPrecision.Block8,
    };

    /// <summary>y[t] = W·x[t], or y[t] += W·x[t]; a result row has room for whole panels.</summary>
    public abstract void Multiply(float* x, nint xStride, int vectors, float* y, nint yStride, bool accumulate = false);

    /// <summary>Copies one row, as the embedding of a token.</summary>
    public abstract void Row(int row, Span<float> destination);
}
