using System.Runtime.Intrinsics;
using CsCheck;
using LlmNotebooks.Gguf.Numerics;

namespace LlmNotebooks.Gguf.Tests.Numerics;

public sealed unsafe class RowKernelTests
{
    [Fact]
    public void Rms_norm_gives_a_mean_square_of_one() =>
        Gen.Select(Gen.Float[0.1f, 5], Gen.Int[1, 90], Gen.Int).Sample(
            (size, length, seed) =>
            {
                Random random = new(seed);
                int padded = Panels.Padded(length);
                AlignedBuffer source = new(padded), weight = new(padded), narrow = new(padded), wide = new(padded);
                for (int i = 0; i < length; i++)
                {
                    source.Span[i] = size * (float)(0.1 + random.NextDouble()) * (i % 2 == 0 ? 1 : -1);
                    weight.Span[i] = 1;
                }

                RowKernel.RmsNorm<Lanes128, Vector128<float>>(source.Pointer, weight.Pointer, narrow.Pointer, padded, length, 0);
                RowKernel.RmsNorm<Lanes512, Vector512<float>>(source.Pointer, weight.Pointer, wide.Pointer, padded, length, 0);
                GC.KeepAlive((source, weight));

                Assert.Equal(1, narrow.Span[..length].ToArray().Average(v => v * v), tolerance: 1e-5f);
                Assert.All(narrow.Span.ToArray().Zip(wide.Span.ToArray()), pair => Assert.Equal(pair.First, pair.Second, tolerance: 1e-6f));
            },
            iter: 1_000);

    [Fact]
    public void SwiGlu_is_the_gate_times_its_sigmoid_times_the_other() =>
        Gen.Select(Gen.OneOf(Gen.Float[-20, 20], Gen.Float[-200, 200]), Gen.Float[-3, 3]).Sample(
            (gate, up) =>
            {
                double expected = gate / (1 + Math.Exp(-(double)gate)) * up;
                AlignedBuffer gates = new(Panels.Width), ups = new(Panels.Width);
                gates.Span.Fill(gate);
                ups.Span.Fill(up);

                RowKernel.SwiGlu<Lanes256, Vector256<float>>(gates.Pointer, ups.Pointer, Panels.Width);
                GC.KeepAlive(ups);

                Assert.All(gates.Span.ToArray(), value => Assert.Equal(expected, value, tolerance: 1e-6 + (1e-6 * Math.Abs(expected))));
            },
            iter: 2_000);
}
