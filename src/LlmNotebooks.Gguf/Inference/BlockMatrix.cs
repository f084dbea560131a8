using LlmNotebooks.Gguf.Format;
using LlmNotebooks.Gguf.Numerics;

namespace LlmNotebooks.Gguf.Inference;

/// <summary>A quantised matrix whose whole numbers and scales are laid out in panels once, when the model is loaded.</summary>
internal sealed unsafe class BlockMatrix : WeightMatrix
{
    private readonly AlignedBuffer _steps;
    private readonly AlignedBuffer _scales;
    private readonly int _sums;

    public BlockMatrix(GgufFile file, GgufTensor tensor)
        : base(tensor, ActivationPrecision.Block8Steps)
    {
        _sums = tensor.Type == GgufTensorType.Q8_0 ? 8 : 1;
        _steps = new AlignedBuffer((long)Panels.Padded(Rows) * Columns);
        _scales = new AlignedBuffer((long)Panels.Padded(Rows) * Blocks);
        AlignedBuffer steps = new(Columns), scales = new(Blocks);
        for (int row = 0; row < Rows; row++)
        {
            RowDecoder.DecodeSteps(tensor.Type, file.Data(tensor) + (row * tensor.RowBytes), steps.Pointer, scales.Pointer, Columns);
            Panels.Scatter(steps.Pointer, Columns, _steps.Pointer, row);
            Panels.Scatter(scales.Pointer, Blocks, _scales.Pointer, row);
        }

        GC.KeepAlive((steps, scales));
    }

    public override int WorkspaceLength => 0;

    private int Blocks => Columns / Panels.Width;

    public override void Multiply(in Activations x, float* y, nint yStride, bool accumulate, float* workspace) =>
        BlockKernel.Multiply(new BlockProduct
        {
            Steps = _steps.Pointer,
            Scales = _scales.Pointer,
            PanelCount = Panels.Count(Rows),
            Columns = Columns,
            Sums = _sums,
            X = x,
            Y = y,
            YStride = yStride,
            Accumulate = accumulate,
        });

    public override void Row(int row, float* destination)
    {
        float* steps = Panels.Row(_steps.Pointer, Columns, row), scales = Panels.Row(_scales.Pointer, Blocks, row);
        for (int column = 0; column < Columns; column++)
        {
            destination[column] = steps[(nint)column * Panels.Width] * scales[(nint)(column / Panels.Width) * Panels.Width];
        }
    }
}
