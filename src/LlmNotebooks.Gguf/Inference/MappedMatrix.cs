using LlmNotebooks.Gguf.Format;
using LlmNotebooks.Gguf.Numerics;

namespace LlmNotebooks.Gguf.Inference;

/// <summary>A matrix that stays in the mapped file; a few rows at a time are unpacked while they are multiplied.</summary>
internal sealed unsafe class MappedMatrix(GgufFile file, GgufTensor tensor) : WeightMatrix(tensor, Unpacked(tensor.Type))
{
    private readonly int _stride = Panels.Padded((int)tensor.Columns);

    public override int WorkspaceLength => DotKernel.Rows * _stride;

    public override void Multiply(in Activations x, float* y, nint yStride, bool accumulate, float* workspace)
    {
        new Span<float>(workspace, WorkspaceLength).Clear(); // zero beyond the rows' real length, whatever was here before
        for (int first = 0; first < Rows; first += DotKernel.Rows)
        {
            // Rows beyond the last are zero, and so is what they add to the padding of the results.
            int count = Math.Min(DotKernel.Rows, Rows - first);
            for (int row = 0; row < count; row++)
            {
                Row(first + row, workspace + ((nint)row * _stride));
            }

            for (int row = count; row < DotKernel.Rows; row++)
            {
                new Span<float>(workspace + ((nint)row * _stride), _stride).Clear();
            }

            DotKernel.Multiply(workspace, _stride, x.Values, x.Stride, x.Count, y + first, yStride, accumulate);
        }
    }

    public override void Row(int row, float* destination) =>
        RowDecoder.Decode(Tensor.Type, file.Data(Tensor) + (row * Tensor.RowBytes), destination, Columns);
}
