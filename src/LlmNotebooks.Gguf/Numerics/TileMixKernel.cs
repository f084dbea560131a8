using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LlmNotebooks.Gguf.Numerics;

/// <summary>The softmax-weighted mix of values in single precision, with a maximum that is corrected at each 64 positions.</summary>
/// <remarks>
/// Flash attention by tiles (Dao et al. 2022, arXiv:2205.14135) in the order of llama.cpp's for many tokens at once. As in
/// <see cref="MixKernel"/>, two rows run side by side.
/// </remarks>
internal static unsafe class TileMixKernel
{
    /// <summary>Positions that share a maximum.</summary>
    public const int Tile = 64;

    /// <summary>Turns scores into weights relative to the greatest score up to the end of their tile.</summary>
    /// <param name="scores">Scores, replaced by weights; whole panels, zero weight beyond <paramref name="length"/>.</param>
    /// <param name="rescale">Receives for each tile the factor for everything before it.</param>
    /// <param name="padded">Length of the row, whole panels.</param>
    /// <param name="length">Scores that count, at least 1.</param>
    /// <param name="scale">Factor for the scores.</param>
    /// <returns>Sum of the weights, relative to the greatest score of all.</returns>
    public static float Weigh(float* scores, float* rescale, int padded, int length, float scale) =>
        Vector512.IsHardwareAccelerated ? Weigh<Lanes512, Vector512<float>>(scores, rescale, padded, length, scale)
        : Vector256.IsHardwareAccelerated ? Weigh<Lanes256, Vector256<float>>(scores, rescale, padded, length, scale)
        : Weigh<Lanes128, Vector128<float>>(scores, rescale, padded, length, scale);

    /// <summary>Mixes one panel's values for two rows.</summary>
    /// <param name="values">Values, 32 for each position.</param>
    /// <param name="positions">Positions to mix.</param>
    /// <param name="first">The first row, its factors by tile.</param>
    /// <param name="second">The second row; may be the first again.</param>
    public static void Mix(float* values, int positions, in MixRow first, in MixRow second)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Mix<Lanes512, Vector512<float>>(values, positions, first, second);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Mix<Lanes256, Vector256<float>>(values, positions, first, second);
        }
        else
        {
            Mix<Lanes128, Vector128<float>>(values, positions, first, second);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float Weigh<TLanes, TVector>(float* scores, float* rescale, int padded, int length, float scale)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        new Span<float>(scores + length, padded - length).Fill(float.NegativeInfinity);
        TVector factor = TLanes.Broadcast(scale);
        float max = float.NegativeInfinity, total = 0;
        for (int start = 0, tile = 0; start < padded; start += Tile, tile++)
        {
            int end = Math.Min(start + Tile, padded);
            TVector most = TLanes.Broadcast(max);
            for (int i = start; i < end; i += TLanes.Count)
            {
                TVector scaled = TLanes.Multiply(TLanes.Load(scores + i), factor);
                most = TLanes.Max(most, scaled);
                TLanes.Store(scaled, scores + i);
            }

            float next = TLanes.MaxAcross(most);
            rescale[tile] = next > max ? Exponential.Of(max - next) : 1;
            total *= rescale[tile];
            max = next;
            most = TLanes.Broadcast(max);
            for (int i = start; i < end; i += TLanes.Count)
            {
                TLanes.Store(Exponential.Of<TLanes, TVector>(TLanes.Subtract(TLanes.Load(scores + i), most)), scores + i);
            }

            total = (float)(total + Sum(scores + start, end - start));
        }

        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Mix<TLanes, TVector>(float* values, int positions, in MixRow first, in MixRow second)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        float* w0 = first.Weights, w1 = second.Weights;
        for (int lane = 0; lane < Panels.Width; lane += 2 * TLanes.Count)
        {
            float* v = values + lane;
            TVector a0 = default, b0 = default, a1 = default, b1 = default;
            for (int position = 0, tile = 0; position < positions; tile++)
            {
                TVector f0 = TLanes.Broadcast(first.Rescale[tile]), f1 = TLanes.Broadcast(second.Rescale[tile]);
                a0 = TLanes.Multiply(a0, f0);
                b0 = TLanes.Multiply(b0, f0);
                a1 = TLanes.Multiply(a1, f1);
                b1 = TLanes.Multiply(b1, f1);
                for (int end = Math.Min(position + Tile, positions); position < end; position++, v += Panels.Width)
                {
                    TVector va = TLanes.Load(v), vb = TLanes.Load(v + TLanes.Count);
                    TVector p0 = TLanes.Broadcast(w0[position]), p1 = TLanes.Broadcast(w1[position]);
                    a0 = TLanes.MultiplyAdd(va, p0, a0);
                    b0 = TLanes.MultiplyAdd(vb, p0, b0);
                    a1 = TLanes.MultiplyAdd(va, p1, a1);
                    b1 = TLanes.MultiplyAdd(vb, p1, b1);
                }
            }

            TVector s0 = TLanes.Broadcast(1f / first.Total), s1 = TLanes.Broadcast(1f / second.Total);
            TLanes.Store(TLanes.Multiply(a0, s0), first.Output + lane);
            TLanes.Store(TLanes.Multiply(b0, s0), first.Output + lane + TLanes.Count);
            TLanes.Store(TLanes.Multiply(a1, s1), second.Output + lane);
            TLanes.Store(TLanes.Multiply(b1, s1), second.Output + lane + TLanes.Count);
        }
    }

    /// <summary>A sum in double precision over sums of eight in single.</summary>
    private static double Sum(float* weights, int count)
    {
        double sum = 0;
        for (int i = 0; i < count; i += 2 * Vector128<float>.Count)
        {
            Vector128<float> halves = Vector128.Load(weights + i) + Vector128.Load(weights + i + Vector128<float>.Count);
            sum += (halves[0] + halves[2]) + (halves[1] + halves[3]);
        }

        return sum;
    }
}
