using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LlmNotebooks.Gguf.Numerics;

/// <summary>Multiplies four rows with vectors: y[t, r] = row[r]·x[t].</summary>
/// <remarks>Each result is summed in the same order whatever the number of vectors.</remarks>
internal static unsafe class DotKernel
{
    /// <summary>Rows that are multiplied at once.</summary>
    public const int Rows = 4;

    /// <param name="rows">Four rows, <paramref name="length"/> apart.</param>
    /// <param name="length">Length of rows and vectors: whole panels, zero beyond the real length.</param>
    /// <param name="x">The first vector.</param>
    /// <param name="xStride">Distance between vectors.</param>
    /// <param name="vectors">Number of vectors.</param>
    /// <param name="y">Receives four results per vector.</param>
    /// <param name="yStride">Distance between the results of two vectors.</param>
    /// <param name="accumulate">Whether results are added to what is there.</param>
    public static void Multiply(float* rows, int length, float* x, nint xStride, int vectors, float* y, nint yStride, bool accumulate)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Multiply<Lanes512, Vector512<float>>(rows, length, x, xStride, vectors, y, yStride, accumulate);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Multiply<Lanes256, Vector256<float>>(rows, length, x, xStride, vectors, y, yStride, accumulate);
        }
        else
        {
            Multiply<Lanes128, Vector128<float>>(rows, length, x, xStride, vectors, y, yStride, accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply<TLanes, TVector>(float* rows, int length, float* x, nint xStride, int vectors, float* y, nint yStride, bool accumulate)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        float* r0 = rows, r1 = r0 + length, r2 = r1 + length, r3 = r2 + length;
        int t = 0;
        for (; t + 2 <= vectors; t += 2, x += 2 * xStride, y += 2 * yStride)
        {
            float* u = x, v = x + xStride;
            TVector a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
            for (nint k = 0; k < length; k += TLanes.Count)
            {
                TVector xa = TLanes.Load(u + k), xb = TLanes.Load(v + k);
                TVector w = TLanes.Load(r0 + k);
                a0 = TLanes.MultiplyAdd(w, xa, a0);
                b0 = TLanes.MultiplyAdd(w, xb, b0);
                w = TLanes.Load(r1 + k);
                a1 = TLanes.MultiplyAdd(w, xa, a1);
                b1 = TLanes.MultiplyAdd(w, xb, b1);
                w = TLanes.Load(r2 + k);
                a2 = TLanes.MultiplyAdd(w, xa, a2);
                b2 = TLanes.MultiplyAdd(w, xb, b2);
                w = TLanes.Load(r3 + k);
                a3 = TLanes.MultiplyAdd(w, xa, a3);
                b3 = TLanes.MultiplyAdd(w, xb, b3);
            }

            Put<TLanes, TVector>(a0, a1, a2, a3, y, accumulate);
            Put<TLanes, TVector>(b0, b1, b2, b3, y + yStride, accumulate);
        }

        if (t < vectors)
        {
            TVector a0 = default, a1 = default, a2 = default, a3 = default;
            for (nint k = 0; k < length; k += TLanes.Count)
            {
                TVector xa = TLanes.Load(x + k);
                a0 = TLanes.MultiplyAdd(TLanes.Load(r0 + k), xa, a0);
                a1 = TLanes.MultiplyAdd(TLanes.Load(r1 + k), xa, a1);
                a2 = TLanes.MultiplyAdd(TLanes.Load(r2 + k), xa, a2);
                a3 = TLanes.MultiplyAdd(TLanes.Load(r3 + k), xa, a3);
            }

            Put<TLanes, TVector>(a0, a1, a2, a3, y, accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TLanes, TVector>(TVector a0, TVector a1, TVector a2, TVector a3, float* y, bool accumulate)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        float s0 = TLanes.Sum(a0), s1 = TLanes.Sum(a1), s2 = TLanes.Sum(a2), s3 = TLanes.Sum(a3);
        if (accumulate)
        {
            (s0, s1, s2, s3) = (s0 + y[0], s1 + y[1], s2 + y[2], s3 + y[3]);
        }

        (y[0], y[1], y[2], y[3]) = (s0, s1, s2, s3);
    }
}
