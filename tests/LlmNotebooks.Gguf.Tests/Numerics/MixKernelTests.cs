using System.Runtime.Intrinsics;
using CsCheck;
using LlmNotebooks.Gguf.Numerics;

namespace LlmNotebooks.Gguf.Tests.Numerics;

public sealed unsafe class MixKernelTests
{
    private static readonly Gen<(int Length, int Seed, float Scale)> Rows =
        Gen.Select(Gen.OneOf(Gen.Int[1, 3], Gen.Int[30, 34], Gen.Int[1, 200]), Gen.Int, Gen.OneOf(Gen.Float[0.01f, 3], Gen.Const(30f)));

    [Fact]
    public void The_mix_is_the_softmax_weighted_mean_of_the_values_on_all_widths() => Rows.Sample(
        (length, seed, scale) =>
        {
            Random random = new(seed);
            double[] scores = [.. Enumerable.Range(0, length).Select(_ => 4 * (random.NextDouble() - 0.5))];
            float[] values = [.. Enumerable.Range(0, length * Panels.Width).Select(_ => (float)(Half)(random.NextDouble() - 0.5))];
            double most = scores.Max(), total = scores.Sum(s => Math.Exp((s - most) * scale));
            float[][] mixes =
            [
                Mix<Lanes128, Vector128<float>>(scores, values, scale),
                Mix<Lanes256, Vector256<float>>(scores, values, scale),
                Mix<Lanes512, Vector512<float>>(scores, values, scale),
            ];
            float[][] exact =
            [
                TileMix<Lanes128, Vector128<float>>(scores, values, scale),
                TileMix<Lanes256, Vector256<float>>(scores, values, scale),
                TileMix<Lanes512, Vector512<float>>(scores, values, scale),
            ];
            Assert.All(mixes, mix => Assert.Equal(mixes[0], mix));
            Assert.All(exact, mix => Assert.Equal(exact[0], mix));

            for (int i = 0; i < Panels.Width; i++)
            {
                double expected = Enumerable.Range(0, length).Sum(p => Math.Exp((scores[p] - most) * scale) / total * values[(p * Panels.Width) + i]);

                // Each step rounds a sum of at most length/2 to 11 bits; the errors have random signs.
                Assert.All(mixes, mix => Assert.Equal(expected, mix[i], tolerance: 5e-4 * (1 + Math.Sqrt(length) / 4)));
                Assert.Equal(expected, exact[0][i], tolerance: 1e-5);
            }
        },
        iter: 500);

    [Fact]
    public void Weights_are_shares_of_their_total() => Rows.Sample(
        (length, seed, scale) =>
        {
            Random random = new(seed);
            int padded = Panels.Padded(length);
            AlignedBuffer scores = new(padded), rescale = new(padded);
            scores.Span.Fill(float.NaN); // what lies beyond the length must not matter
            for (int i = 0; i < length; i++)
            {
                scores.Span[i] = (float)(10 * (random.NextDouble() - 0.5));
            }

            bool[] changes = new bool[padded / Panels.Width];
            float total = MixKernel.Weigh(scores.Pointer, rescale.Pointer, changes, padded, length, scale);

            double sum = 0;
            for (int i = 0; i < padded; i++)
            {
                sum = (sum * rescale.Span[i]) + scores.Span[i];
                Assert.True(rescale.Span[i] == 1 || changes[i / Panels.Width]);
                Assert.True(i < length || scores.Span[i] == 0);
            }

            Assert.True(changes[0]);
            Assert.Equal(1, sum / total, tolerance: 1e-5);
            Assert.InRange(total, 1, length * 1.00001f);
        },
        iter: 1_000);

    [Fact]
    public void Tiles_of_weights_are_shares_of_their_total() => Rows.Sample(
        (length, seed, scale) =>
        {
            Random random = new(seed);
            int padded = Panels.Padded(length) + Panels.Width; // a row may end before those that it is computed with
            AlignedBuffer scores = new(padded), rescale = new(padded);
            scores.Span.Fill(float.NaN);
            for (int i = 0; i < length; i++)
            {
                scores.Span[i] = (float)(10 * (random.NextDouble() - 0.5));
            }

            float total = TileMixKernel.Weigh(scores.Pointer, rescale.Pointer, padded, length, scale);

            double sum = 0;
            for (int i = 0; i < padded; i++)
            {
                sum = (sum * (i % TileMixKernel.Tile == 0 ? rescale.Span[i / TileMixKernel.Tile] : 1)) + scores.Span[i];
                Assert.True(i < length || scores.Span[i] == 0);
            }

            Assert.Equal(1, sum / total, tolerance: 1e-5);
            Assert.InRange(total, 1, length * 1.00001f);
        },
        iter: 1_000);

    private static float[] Mix<TLanes, TVector>(double[] scores, float[] values, float scale)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int padded = Panels.Padded(scores.Length);
        AlignedBuffer row = new(padded), rescale = new(padded), stored = new(values.Length), output = new(Panels.Width);
        for (int i = 0; i < scores.Length; i++)
        {
            row.Span[i] = (float)scores[i];
        }

        values.CopyTo(stored.Span);
        bool[] changes = new bool[padded / Panels.Width];
        MixRow mixed = new()
        {
            Weights = row.Pointer,
            Rescale = rescale.Pointer,
            Total = MixKernel.Weigh(row.Pointer, rescale.Pointer, changes, padded, scores.Length, scale),
            Output = output.Pointer,
        };
        MixKernel.Mix<TLanes, TVector>(stored.Pointer, scores.Length, changes, mixed, mixed);
        GC.KeepAlive((row, rescale, stored));
        return output.Span.ToArray();
    }

    private static float[] TileMix<TLanes, TVector>(double[] scores, float[] values, float scale)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int padded = Panels.Padded(scores.Length);
        AlignedBuffer row = new(padded), rescale = new(padded), stored = new(values.Length), output = new(Panels.Width);
        for (int i = 0; i < scores.Length; i++)
        {
            row.Span[i] = (float)scores[i];
        }

        values.CopyTo(stored.Span);
        MixRow mixed = new()
        {
            Weights = row.Pointer,
            Rescale = rescale.Pointer,
            Total = TileMixKernel.Weigh<TLanes, TVector>(row.Pointer, rescale.Pointer, padded, scores.Length, scale),
            Output = output.Pointer,
        };
        TileMixKernel.Mix<TLanes, TVector>(stored.Pointer, scores.Length, mixed, mixed);
        GC.KeepAlive((row, rescale, stored));
        return output.Span.ToArray();
    }
}
