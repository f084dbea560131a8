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
    public void Scores_are_sums_of_products_and_alike_on_all_widths() =>
        Gen.Select(Gen.Int[1, 3], Gen.Int[1, 100], Gen.Int[1, 4], Gen.Int).Sample(
            (panels, columns, vectors, seed) =>
            {
                Random random = new(seed);
                AlignedBuffer keys = Filled(panels * columns * Panels.Width, random), x = Filled(vectors * columns, random);
                float[] plain = Product<Lanes512, Vector512<float>>(keys, x, panels, columns, vectors, accumulate: false);
                float[] scores = Score<Lanes512, Vector512<float>>(keys, x, panels, columns, vectors);

                Assert.Equal(scores, Score<Lanes256, Vector256<float>>(keys, x, panels, columns, vectors));
                Assert.Equal(scores, Score<Lanes128, Vector128<float>>(keys, x, panels, columns, vectors));
                Assert.All(plain.Zip(scores), pair => Assert.Equal(pair.First, pair.Second, tolerance: 1e-4f));
            },
            iter: 200);

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

    // Arm's optimized routines state an error of at most 0.502 units in the last place for expf.
    [Fact]
    public void Exponentials_of_one_number_are_within_half_a_unit_of_the_last_place() =>
        Gen.OneOf(Gen.Float[-103, 0], Gen.Float[-20, 0], Gen.Const(0f), Gen.Const(float.NegativeInfinity)).Sample(
            x =>
            {
                float actual = Exponential.Of(x);

                Assert.Equal(Math.Exp(x), actual, tolerance: 0.502 * (MathF.BitIncrement(actual) - (double)actual));
            },
            iter: 50_000);

    [Fact]
    public void Exponentials_are_exact_at_zero_and_vanish_far_below_it()
    {
        Assert.Equal(1f, Exponential.Of<Lanes256, Vector256<float>>(Vector256<float>.Zero).ToScalar());
        Assert.Equal(0f, Exponential.Of<Lanes256, Vector256<float>>(Vector256.Create(float.NegativeInfinity)).ToScalar());
        Assert.Equal(float.MaxValue, Exponential.Of<Lanes256, Vector256<float>>(Vector256.Create(1e30f)).ToScalar(), tolerance: 2e38f);
    }

    [Fact]
    public void Rounding_to_half_is_what_half_itself_does() =>
        Gen.OneOf(Gen.Float[-60_000, 60_000], Gen.Float[-1, 1], Gen.Float[-0.001f, 0.001f], Gen.Float[-1e-4f, 1e-4f], Gen.Float[-1e-7f, 1e-7f]).Sample(
            x =>
            {
                float expected = (float)(Half)x;

                Assert.Equal(expected, Lanes512.RoundToHalf(Vector512.Create(x)).ToScalar());
                Assert.Equal(expected, Lanes256.RoundToHalf(Vector256.Create(x)).ToScalar());
                Assert.Equal(expected, Lanes128.RoundToHalf(Vector128.Create(x)).ToScalar());
            },
            iter: 20_000);

    [Fact]
    public void Rounding_to_bytes_moves_no_value_by_more_than_half_a_step() =>
        Value.Array[Panels.Width].Sample(
            values =>
            {
                AlignedBuffer source = new(Panels.Width), rounded = new(Panels.Width), narrow = new(Panels.Width), steps = new(Panels.Width), scales = new(1);
                values.CopyTo(source.Span);
                ActivationRounding.ToBlocks<Lanes512, Vector512<float>>(source.Pointer, rounded.Pointer, null, Panels.Width);
                ActivationRounding.ToBlocks<Lanes128, Vector128<float>>(source.Pointer, narrow.Pointer, null, Panels.Width);
                ActivationRounding.ToBlocks<Lanes256, Vector256<float>>(source.Pointer, steps.Pointer, scales.Pointer, Panels.Width);

                // Half a step of most/127, and the step's own rounding to F16: 11 bits, or multiples of 2⁻²⁴ when it is tiny.
                float most = values.Max(MathF.Abs), tolerance = (most / 127 * 0.501f) + (most * 5e-4f) + (127 * 3e-8f);

                Assert.Equal(rounded.Span.ToArray(), narrow.Span.ToArray());
                Assert.Equal(rounded.Span.ToArray(), steps.Span.ToArray().Select(step => step * scales.Span[0]));
                Assert.All(steps.Span.ToArray(), step => Assert.Equal(step, (sbyte)step));
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

    private static float[] Score<TLanes, TVector>(AlignedBuffer keys, AlignedBuffer x, int panels, int columns, int vectors)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        AlignedBuffer y = new(vectors * panels * Panels.Width);
        ScoreKernel.Multiply<TLanes, TVector>(new PanelProduct
        {
            Panels = keys.Pointer,
            PanelStride = columns * Panels.Width,
            PanelCount = panels,
            Columns = columns,
            X = x.Pointer,
            XStride = columns,
            Vectors = vectors,
            Y = y.Pointer,
            YStride = panels * Panels.Width,
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
        AlignedBuffer head = new(values.Length), first = new(values.Length), second = new(values.Length);
        values.CopyTo(head.Span);
        (float sine, float cosine) = ((float)Math.Sin(angle), (float)Math.Cos(angle));
        for (int i = 0; i < values.Length; i += 2)
        {
            (first.Span[i], first.Span[i + 1]) = (cosine, sine);
            (second.Span[i], second.Span[i + 1]) = (-sine, cosine);
        }

        RowKernel.Rotate<TLanes, TVector>(head.Pointer, first.Pointer, second.Pointer, values.Length);
        GC.KeepAlive((first, second));
        return head.Span.ToArray();
    }
}
