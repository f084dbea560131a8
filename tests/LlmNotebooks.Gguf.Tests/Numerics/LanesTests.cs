using System.Runtime.Intrinsics;
using CsCheck;
using LlmNotebooks.Gguf.Numerics;

namespace LlmNotebooks.Gguf.Tests.Numerics;

/// <summary>Every vector width computes the same; each test runs all of them on any machine.</summary>
public sealed unsafe class LanesTests
{
    private static readonly Gen<float> Value = Gen.OneOf(Gen.Float[-4, 4], Gen.Float[-1e-3f, 1e-3f], Gen.Const(0f));

    private static readonly Gen<(int Panels, int Columns, int Vectors, bool Accumulate)> Sizes =
        Gen.Select(Gen.Int[1, 6], Gen.Int[1, 40], Gen.Int[1, 14], Gen.Bool);

    [Fact]
    public void Panel_products_are_sums_of_products_and_alike_on_all_widths() =>
        Gen.Select(Sizes, Gen.Int).Sample(
            (sizes, seed) =>
            {
                (int panels, int columns, int vectors, bool accumulate) = sizes;
                Random random = new(seed);
                AlignedBuffer weights = Filled(panels * columns * Panels.Width, random), x = Filled(vectors * columns, random);
                float[][] results =
                [
                    Product<Lanes128, Vector128<float>>(weights, x, panels, columns, vectors, accumulate),
                    Product<Lanes256, Vector256<float>>(weights, x, panels, columns, vectors, accumulate),
                    Product<Lanes512, Vector512<float>>(weights, x, panels, columns, vectors, accumulate),
                ];

                Assert.Equal(results[0], results[1]);
                Assert.Equal(results[0], results[2]);
                for (int t = 0; t < vectors; t++)
                {
                    for (int row = 0; row < panels * Panels.Width; row++)
                    {
                        double sum = accumulate ? 1 : 0;
                        for (int k = 0; k < columns; k++)
                        {
                            sum += (double)weights.Span[(((row / Panels.Width * columns) + k) * Panels.Width) + (row % Panels.Width)] * x.Span[(t * columns) + k];
                        }

                        Assert.Equal(sum, results[0][(t * panels * Panels.Width) + row], tolerance: 1e-4);
                    }
                }
            },
            iter: 300);

    [Fact]
    public void Dot_products_are_sums_of_products_on_all_widths() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[1, 7], Gen.Bool, Gen.Int).Sample(
            (panels, vectors, accumulate, seed) =>
            {
                Random random = new(seed);
                int length = panels * Panels.Width;
                AlignedBuffer rows = Filled(DotKernel.Rows * length, random), x = Filled(vectors * length, random);
                float[][] results =
                [
                    Dot<Lanes128, Vector128<float>>(rows, x, length, vectors, accumulate),
                    Dot<Lanes256, Vector256<float>>(rows, x, length, vectors, accumulate),
                    Dot<Lanes512, Vector512<float>>(rows, x, length, vectors, accumulate),
                ];
                for (int i = 0; i < results[0].Length; i++)
                {
                    int t = i / DotKernel.Rows, row = i % DotKernel.Rows;
                    double sum = (accumulate ? 1 : 0) + Enumerable.Range(0, length).Sum(k => (double)rows.Span[(row * length) + k] * x.Span[(t * length) + k]);
                    Assert.All(results, result => Assert.Equal(sum, result[i], tolerance: 1e-3));
                }
            },
            iter: 300);

    [Fact]
    public void Exponentials_are_e_to_the_x_and_alike_on_all_widths() =>
        Gen.OneOf(Gen.Float[-110, 88], Gen.Float[-1, 1], Gen.Const(0f), Gen.Const(float.NegativeInfinity)).Sample(
            x =>
            {
                float wide = Exponential.Of<Lanes512, Vector512<float>>(Vector512.Create(x)).ToScalar();

                Assert.Equal(wide, Exponential.Of<Lanes256, Vector256<float>>(Vector256.Create(x)).ToScalar());
                Assert.Equal(wide, Exponential.Of<Lanes128, Vector128<float>>(Vector128.Create(x)).ToScalar());
                Assert.Equal(Math.Exp(x), wide, tolerance: (2e-7 * Math.Exp(x)) + 1e-38);
            },
            iter: 20_000);

    [Fact]
    public void Exponentials_are_exact_at_zero_and_vanish_far_below_it()
    {
        Assert.Equal(1f, Exponential.Of<Lanes256, Vector256<float>>(Vector256<float>.Zero).ToScalar());
        Assert.Equal(0f, Exponential.Of<Lanes256, Vector256<float>>(Vector256.Create(float.NegativeInfinity)).ToScalar());
        Assert.Equal(float.MaxValue, Exponential.Of<Lanes256, Vector256<float>>(Vector256.Create(1e30f)).ToScalar(), tolerance: 2e38f);
    }

    [Fact]
    public void Rounding_to_half_is_what_half_itself_does() =>
        Gen.OneOf(Gen.Float[-60_000, 60_000], Gen.Float[-1, 1], Gen.Float[-0.001f, 0.001f]).Sample(
            x =>
            {
                float expected = MathF.Abs(x) >= 6.1035156e-5f ? (float)(Half)x : x; // below, F16 is subnormal and coarser

                Assert.Equal(expected, Lanes512.RoundToHalf(Vector512.Create(x)).ToScalar(), tolerance: MathF.Abs(expected - x) == 0 ? 3e-8f : 0);
                Assert.Equal(Lanes512.RoundToHalf(Vector512.Create(x)).ToScalar(), Lanes256.RoundToHalf(Vector256.Create(x)).ToScalar());
                Assert.Equal(Lanes512.RoundToHalf(Vector512.Create(x)).ToScalar(), Lanes128.RoundToHalf(Vector128.Create(x)).ToScalar());
            },
            iter: 20_000);

    [Fact]
    public void Rounding_to_bytes_moves_no_value_by_more_than_half_a_step() =>
        Value.Array[Panels.Width].Sample(
            values =>
            {
                AlignedBuffer source = new(Panels.Width), rounded = new(Panels.Width), narrow = new(Panels.Width);
                values.CopyTo(source.Span);
                ActivationRounding.Round<Lanes512, Vector512<float>>(source.Pointer, rounded.Pointer, Panels.Width, ActivationPrecision.Block8);
                ActivationRounding.Round<Lanes128, Vector128<float>>(source.Pointer, narrow.Pointer, Panels.Width, ActivationPrecision.Block8);

                // Half a step of most/127, and the step's own rounding to F16: 11 bits, or multiples of 2⁻²⁴ when it is tiny.
                float most = values.Max(MathF.Abs), tolerance = (most / 127 * 0.501f) + (most * 5e-4f) + (127 * 3e-8f);

                Assert.Equal(rounded.Span.ToArray(), narrow.Span.ToArray());
                Assert.All(values.Zip(rounded.Span.ToArray()), pair => Assert.Equal(pair.First, pair.Second, tolerance));
            },
            iter: 2_000);

    [Fact]
    public void Rotation_keeps_each_pair_s_length_and_adds_up_angles() =>
        Gen.Select(Value.Array[24], Gen.Double[-7, 7], Gen.Double[-7, 7]).Sample(
            (values, first, second) =>
            {
                float[] twice = Rotated<Lanes256, Vector256<float>>(Rotated<Lanes512, Vector512<float>>(values, first), second);
                float[] once = Rotated<Lanes128, Vector128<float>>(values, first + second);

                Assert.All(twice.Zip(once), pair => Assert.Equal(pair.First, pair.Second, tolerance: 1e-5f));
                for (int i = 0; i < values.Length; i += 2)
                {
                    Assert.Equal(Math.Sqrt((values[i] * values[i]) + (values[i + 1] * values[i + 1])), Math.Sqrt((once[i] * once[i]) + (once[i + 1] * once[i + 1])), tolerance: 1e-5);
                }
            },
            iter: 2_000);

    private static AlignedBuffer Filled(int length, Random random)
    {
        AlignedBuffer buffer = new(length);
        foreach (ref float value in buffer.Span)
        {
            value = (float)((2 * random.NextDouble()) - 1);
        }

        return buffer;
    }

    private static float[] Product<TLanes, TVector>(AlignedBuffer weights, AlignedBuffer x, int panels, int columns, int vectors, bool accumulate)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        AlignedBuffer y = new(vectors * panels * Panels.Width);
        y.Span.Fill(1);
        PanelKernel.Multiply<TLanes, TVector>(new PanelProduct
        {
            Panels = weights.Pointer,
            PanelStride = columns * Panels.Width,
            PanelCount = panels,
            Columns = columns,
            X = x.Pointer,
            XStride = columns,
            Vectors = vectors,
            Y = y.Pointer,
            YStride = panels * Panels.Width,
            Accumulate = accumulate,
        });
        return y.Span.ToArray();
    }

    private static float[] Dot<TLanes, TVector>(AlignedBuffer rows, AlignedBuffer x, int length, int vectors, bool accumulate)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        AlignedBuffer y = new(vectors * DotKernel.Rows);
        y.Span.Fill(1);
        DotKernel.Multiply<TLanes, TVector>(rows.Pointer, length, x.Pointer, length, vectors, y.Pointer, DotKernel.Rows, accumulate);
        return y.Span.ToArray();
    }

    private static float[] Rotated<TLanes, TVector>(float[] values, double angle)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        AlignedBuffer head = new(values.Length), cosines = new(values.Length), sines = new(values.Length);
        values.CopyTo(head.Span);
        cosines.Span.Fill((float)Math.Cos(angle));
        for (int i = 0; i < values.Length; i++)
        {
            sines.Span[i] = (float)(Math.Sin(angle) * (i % 2 == 0 ? -1 : 1));
        }

        RowKernel.Rotate<TLanes, TVector>(head.Pointer, cosines.Pointer, sines.Pointer, values.Length);
        GC.KeepAlive((cosines, sines));
        return head.Span.ToArray();
    }
}
