using LlmNotebooks.Gguf.Format;
using LlmNotebooks.Gguf.Numerics;

namespace LlmNotebooks.Gguf.Inference;

/// <summary>A matrix whose numbers are unpacked into panels once, when the model is loaded.</summary>
internal sealed unsafe class PackedMatrix : WeightMatrix
{
    private readonly AlignedBuffer _panels;

    public PackedMatrix(GgufFile file, GgufTensor tensor)
        : base(tensor, Unpacked(tensor.Type))
    {
        _panels = new AlignedBuffer((long)Panels.Padded(Rows) * Columns);
        AlignedBuffer row = new(Columns);
        for (int r = 0; r < Rows; r++)
        {
            RowDecoder.Decode(tensor.Type, file.Data(tensor) + (r * tensor.RowBytes), row.Pointer, Columns);
            Panels.Scatter(row.Pointer, Columns, _panels.Pointer, r);
        }

        GC.KeepAlive(row);
    }

    public override int WorkspaceLength => 0;

    public override void Multiply(in Activations x, float* y, nint yStride, bool accumulate, float* workspace) =>
        PanelKernel.Multiply(new PanelProduct
        {
            Panels = _panels.Pointer,
            PanelStride = (nint)Columns * Panels.Width,
            PanelCount = Panels.Count(Rows),
            Columns = Columns,
            X = x.Values,
            XStride = x.Stride,
            Vectors = x.Count,
            Y = y,
            YStride = yStride,
            Accumulate = accumulate,
        });

    public override void Row(int row, float* destination)
    {
        float* first = Panels.Row(_panels.Pointer, Columns, row);
        for (int column = 0; column < Columns; column++)
        {
            destination[column] = first[(nint)column * Panels.Width];
        }
    }
}
