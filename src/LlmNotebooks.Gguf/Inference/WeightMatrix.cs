using LlmNotebooks.Gguf.Format;
using LlmNotebooks.Gguf.Numerics;

namespace LlmNotebooks.Gguf.Inference;

/// <summary>A matrix of weights that multiplies rows of activations.</summary>
internal abstract unsafe class WeightMatrix(GgufTensor tensor)
{
    protected GgufTensor Tensor { get; } = tensor;

    public int Rows { get; } = (int)tensor.Rows;

    public int Columns { get; } = (int)tensor.Columns;

    /// <summary>How activations are rounded before they meet this matrix.</summary>
    public ActivationPrecision Precision { get; } = tensor.Type switch
    {
        GgufTensorType.F32 => ActivationPrecision.Single,
        GgufTensorType.F16 => ActivationPrecision.Half,
        _ => ActivationPrecision.Block8,
    };

    /// <summary>Numbers of work space that <see cref="Multiply"/> needs.</summary>
    public abstract int WorkspaceLength { get; }

    /// <summary>y[t] = W·x[t], or y[t] += W·x[t]; rows of x and y are whole panels, those of x zero beyond their real length.</summary>
    public abstract void Multiply(float* x, nint xStride, int vectors, float* y, nint yStride, bool accumulate, float* workspace);

    /// <summary>Copies one row, as the embedding of a token.</summary>
    public abstract void Row(int row, float* destination);
}
