using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LlmNotebooks.Gguf.Numerics;

/// <summary>The softmax-weighted mix of values, position after position with a running maximum and sums held in F16.</summary>
/// <remarks>
/// The online softmax of Milakov and Gimelshein (2018), arXiv:1805.02867, in the order and precision of llama.cpp's flash attention on a
/// CPU with its F16 cache: whenever a score exceeds all before it, the mix so far is scaled down to the new maximum. Two rows run side by
/// side, because each step of a row waits for the one before.
/// </remarks>
internal static unsafe class MixKernel
{
    /// <summary>Turns scores into weights relative to the greatest score up to their position.</summary>
    /// <param name="scores">Scores, replaced by weights; whole panels, zero weight beyond <paramref name="length"/>.</param>
    /// <param name="rescale">Receives for each position the factor for everything before it: below 1 where a new maximum stands.</param>
    /// <param name="changes">Set for each panel of positions in which a new maximum stands.</param>
    /// <param name="padded">Length of the row, whole panels.</param>
    /// <param name="length">Scores that count, at least 1.</param>
    /// <param name="scale">Factor for the scores.</param>
    /// <returns>Sum of the weights, relative to the greatest score of all.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Weigh(float* scores, float* rescale, Span<bool> changes, int padded, int length, float scale)
    {
        new Span<float>(scores + length, padded - length).Clear();
        new Span<float>(rescale, padded).Fill(1);
        float max = float.NegativeInfinity, total = 0;
        for (int i = 0; i < length; i++)
        {
            float score = scores[i] * scale;
            if (score > max)
            {
                changes[i / Panels.Width] = true;
                float factor = Exponential.Of(max - score);
                rescale[i] = factor;
                scores[i] = 1;
                total = MathF.FusedMultiplyAdd(total, factor, 1);
                max = score;
            }
            else
            {
                float weight = Exponential.Of(score - max);
                scores[i] = weight;
                total += weight;
            }
        }

        return total;
    }

    /// <summary>Mixes one panel's values for two rows.</summary>
    /// <param name="values">Values, 32 for each position.</param>
    /// <param name="positions">Positions to mix.</param>
    /// <param name="changes">Panels of positions in which a row's maximum changes.</param>
    /// <param name="first">The first row.</param>
    /// <param name="second">The second row; may be the first again.</param>
    public static void Mix(float* values, int positions, ReadOnlySpan<bool> changes, in MixRow first, in MixRow second)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Mix<Lanes512, Vector512<float>>(values, positions, changes, first, second);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Mix<Lanes256, Vector256<float>>(values, positions, changes, first, second);
        }
        else
        {
            Mix<Lanes128, Vector128<float>>(values, positions, changes, first, second);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Mix<TLanes, TVector>(float* values, int positions, ReadOnlySpan<bool> changes, in MixRow first, in MixRow second)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        float* w0 = first.Weights, w1 = second.Weights, r0 = first.Rescale, r1 = second.Rescale;
        for (int lane = 0; lane < Panels.Width; lane += 2 * TLanes.Count)
        {
            float* v = values + lane;
            TVector a0 = default, b0 = default, a1 = default, b1 = default;
            for (int panel = 0, position = 0; position < positions; panel++)
            {
                int end = Math.Min(position + Panels.Width, positions);
                bool change = changes[panel];
                for (; position < end; position++, v += Panels.Width)
                {
                    if (change)
                    {
                        TVector f0 = TLanes.Broadcast(r0[position]), f1 = TLanes.Broadcast(r1[position]);
                        a0 = TLanes.RoundToHalf(TLanes.Multiply(a0, f0));
                        b0 = TLanes.RoundToHalf(TLanes.Multiply(b0, f0));
                        a1 = TLanes.RoundToHalf(TLanes.Multiply(a1, f1));
                        b1 = TLanes.RoundToHalf(TLanes.Multiply(b1, f1));
                    }

                    TVector va = TLanes.Load(v), vb = TLanes.Load(v + TLanes.Count);
                    TVector p0 = TLanes.Broadcast(w0[position]), p1 = TLanes.Broadcast(w1[position]);
                    a0 = TLanes.RoundToHalf(TLanes.MultiplyAdd(va, p0, a0));
                    b0 = TLanes.RoundToHalf(TLanes.MultiplyAdd(vb, p0, b0));
                    a1 = TLanes.RoundToHalf(TLanes.MultiplyAdd(va, p1, a1));
                    b1 = TLanes.RoundToHalf(TLanes.MultiplyAdd(vb, p1, b1));
                }
            }

            TVector s0 = TLanes.Broadcast(1f / first.Total), s1 = TLanes.Broadcast(1f / second.Total);
            TLanes.Store(TLanes.Multiply(a0, s0), first.Output + lane);
            TLanes.Store(TLanes.Multiply(b0, s0), first.Output + lane + TLanes.Count);
            TLanes.Store(TLanes.Multiply(a1, s1), second.Output + lane);
            TLanes.Store(TLanes.Multiply(b1, s1), second.Output + lane + TLanes.Count);
        }
    }
}
