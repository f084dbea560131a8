using System.Runtime.Intrinsics;
using CsCheck;
using LlmNotebooks.Gguf.Numerics;

namespace LlmNotebooks.Gguf.Tests.Numerics;

public sealed unsafe class BlockKernelTests
{
    private static readonly Gen<(int Panels, int Blocks, int Vectors, bool Eight, bool Accumulate, int Seed)> Cases =
        Gen.Select(Gen.Int[1, 3], Gen.Int[1, 5], Gen.Int[1, 9], Gen.Bool, Gen.Bool, Gen.Int);

    [Fact]
    public void Products_are_sums_of_products_alike_on_all_widths_and_in_any_company() => Cases.Sample(
        (panels, blocks, vectors, eight, accumulate, seed) =>
        {
            Random random = new(seed);
            int columns = blocks * Panels.Width, rows = panels * Panels.Width;
            AlignedBuffer steps = Bytes(rows * columns, random), scales = Scales(rows * blocks, random);
            AlignedBuffer x = Bytes(vectors * columns, random), xScales = Scales(vectors * blocks, random);
            int sums = eight ? 8 : 1;
            float[] Run<TLanes, TVector>(int first, int count)
                where TLanes : struct, ILanes<TVector>
                where TVector : struct
            {
                AlignedBuffer y = new(count * rows);
                y.Span.Fill(1);
                Activations vectors = new() { Values = x.Pointer + (first * columns), Stride = columns, Count = count, Scales = xScales.Pointer + (first * blocks) };
                BlockKernel.Multiply<TLanes, TVector>(new BlockProduct
                {
                    Steps = steps.Pointer,
                    Scales = scales.Pointer,
                    PanelCount = panels,
                    Columns = columns,
                    Sums = sums,
                    X = vectors,
                    Y = y.Pointer,
                    YStride = rows,
                    Accumulate = accumulate,
                });
                return y.Span.ToArray();
            }

            float[] together = Run<Lanes512, Vector512<float>>(0, vectors);

            Assert.Equal(together, Run<Lanes256, Vector256<float>>(0, vectors));
            Assert.Equal(together, Run<Lanes128, Vector128<float>>(0, vectors));
            Assert.Equal(together, Enumerable.Range(0, vectors).SelectMany(t => Run<Lanes512, Vector512<float>>(t, 1)));
            for (int i = 0; i < together.Length; i++)
            {
                int t = i / rows, row = i % rows;
                double sum = accumulate ? 1 : 0, size = 1;
                for (int k = 0; k < columns; k++)
                {
                    int at = (((row / Panels.Width * columns) + k) * Panels.Width) + (row % Panels.Width);
                    int scaleAt = (((row / Panels.Width * blocks) + (k / Panels.Width)) * Panels.Width) + (row % Panels.Width);
                    double product = steps.Span[at] * scales.Span[scaleAt] * (double)x.Span[(t * columns) + k] * xScales.Span[(t * blocks) + (k / Panels.Width)];
                    sum += product;
                    size += Math.Abs(product);
                }

                Assert.Equal(sum, together[i], tolerance: size * 1e-6);
            }
        },
        iter: 100);

    // The order of ggml's AVX2 kernels: eight lanes of four neighbours, each a chain over the blocks, added 4, 2 and 1 lanes apart.
    [Fact]
    public void Eight_sums_of_a_block_are_rounded_in_their_order()
    {
        const int Blocks = 3, Columns = Blocks * Panels.Width;
        Random random = new(1);
        AlignedBuffer steps = Bytes(Columns * Panels.Width, random), scales = Scales(Blocks * Panels.Width, random), x = Bytes(Columns, random), xScales = Scales(Blocks, random);
        AlignedBuffer y = new(Panels.Width);
        BlockKernel.Multiply(new BlockProduct
        {
            Steps = steps.Pointer,
            Scales = scales.Pointer,
            PanelCount = 1,
            Columns = Columns,
            Sums = 8,
            X = new Activations { Values = x.Pointer, Stride = Columns, Count = 1, Scales = xScales.Pointer },
            Y = y.Pointer,
            YStride = Panels.Width,
        });

        for (int row = 0; row < Panels.Width; row++)
        {
            float[] lanes = new float[8];
            for (int block = 0; block < Blocks; block++)
            {
                for (int lane = 0; lane < lanes.Length; lane++)
                {
                    int sum = 0;
                    for (int k = (block * Panels.Width) + (4 * lane); k < (block * Panels.Width) + (4 * lane) + 4; k++)
                    {
                        sum += (int)steps.Span[(k * Panels.Width) + row] * (int)x.Span[k];
                    }

                    lanes[lane] = MathF.FusedMultiplyAdd(sum, scales.Span[(block * Panels.Width) + row] * xScales.Span[block], lanes[lane]);
                }
            }

            float even = (lanes[0] + lanes[4]) + (lanes[2] + lanes[6]), odd = (lanes[1] + lanes[5]) + (lanes[3] + lanes[7]);
            Assert.Equal(even + odd, y.Span[row]);
        }
    }

    private static AlignedBuffer Bytes(int length, Random random) => Filled(length, () => random.Next(-127, 128));

    private static AlignedBuffer Scales(int length, Random random) => Filled(length, () => (float)(Half)(random.NextDouble() / 100));

    private static AlignedBuffer Filled(int length, Func<float> next)
    {
        AlignedBuffer buffer = new(length);
        foreach (ref float value in buffer.Span)
        {
            value = next();
        }

        return buffer;
    }
}
