using LlmNotebooks.Gguf.Format;
using LlmNotebooks.Gguf.Numerics;

namespace LlmNotebooks.Gguf.Inference;

/// <summary>A matrix whose numbers are unpacked into panels once, when the model is loaded.</summary>
internal sealed unsafe class PackedMatrix : WeightMatrix
{
    private readonly AlignedBuffer _panels;

    public PackedMatrix(GgufFile file, GgufTensor tensor)
        : base(tensor)
    {
        _panels = new AlignedBuffer((long)Panels.Padded(Rows) * Columns);
        AlignedBuffer row = new(Columns);
        for (int r = 0; r < Rows; r++)
        {
            RowDecoder.Decode(tensor.Type, file.Data(tensor) + (r * tensor.RowBytes), row.Pointer, Columns);
            Scatter(row.Pointer, First(r));
        }

        GC.KeepAlive(row);
    }

    public override int WorkspaceLength => 0;

    public override void Multiply(float* x, nint xStride, int vectors, float* y, nint yStride, bool accumulate, float* workspace) =>
        PanelKernel.Multiply(new PanelProduct
        {
            Panels = _panels.Pointer,
            PanelStride = (nint)Columns * Panels.Width,
            PanelCount = Panels.Count(Rows),
            Columns = Columns,
            X = x,
            XStride = xStride,
            Vectors = vectors,
            Y = y,
            YStride = yStride,
            Accumulate = accumulate,
        });

    public override void Row(int row, float* destination)
    {
        float* first = First(row);
        for (int column = 0; column < Columns; column++)
        {
            destination[column] = first[(nint)column * Panels.Width];
        }
    }

    private void Scatter(float* row, float* first)
    {
        for (int column = 0; column < Columns; column++)
        {
            first[(nint)column * Panels.Width] = row[column];
        }
    }

    private float* First(int row) => _panels.Pointer + ((nint)(row / Panels.Width) * Columns * Panels.Width) + (row % Panels.Width);
}
