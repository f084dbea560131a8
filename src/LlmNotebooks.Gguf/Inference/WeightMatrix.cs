using LlmNotebooks.Gguf.Format;
using LlmNotebooks.Gguf.Numerics;

namespace LlmNotebooks.Gguf.Inference;

/// <summary>A matrix of weights that multiplies rows of activations.</summary>
internal abstract unsafe class WeightMatrix(GgufTensor tensor, ActivationPrecision precision)
{
    protected GgufTensor Tensor { get; } = tensor;

    public int Rows { get; } = (int)tensor.Rows;

    public int Columns { get; } = (int)tensor.Columns;

    /// <summary>How activations are rounded before they meet this matrix.</summary>
    public ActivationPrecision Precision { get; } = precision;

    /// <summary>Numbers of work space that <see cref="Multiply"/> needs.</summary>
    public abstract int WorkspaceLength { get; }

    /// <summary>y[t] = W·x[t], or y[t] += W·x[t]; rows of x and y are whole panels, those of x zero beyond their real length.</summary>
    public abstract void Multiply(in Activations x, float* y, nint yStride, bool accumulate, float* workspace);

    /// <summary>Copies one row, as the embedding of a token.</summary>
    public abstract void Row(int row, float* destination);

    /// <summary>How activations are rounded where weights are multiplied out.</summary>
    protected static ActivationPrecision Unpacked(GgufTensorType type) => type switch
    {
        GgufTensorType.F32 => ActivationPrecision.Single,
        GgufTensorType.F16 => ActivationPrecision.Half,
        _ => ActivationPrecision.Block8,
    };
}
