using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LlmNotebooks.Gguf.Numerics;

/// <summary>Multiplies panels of keys with queries: y[t] = P·x[t].</summary>
/// <remarks>
/// The order is that of llama.cpp's AVX2 kernel for F16, whose numbers these are: 32 chains, each over the columns that lie 32 apart, added
/// as a tree of neighbours 16, 8, 4, 1 and 2 apart. Columns beyond the last whole 32 follow one by one.
/// </remarks>
internal static unsafe class ScoreKernel
{
    private const int Chains = 32;

    /// <param name="product">Panels, vectors and results; <see cref="PanelProduct.Accumulate"/> is not heeded.</param>
    public static void Multiply(in PanelProduct product)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Multiply<Lanes512, Vector512<float>>(product);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Multiply<Lanes256, Vector256<float>>(product);
        }
        else
        {
            Multiply<Lanes128, Vector128<float>>(product);
        }
    }

    internal static void Multiply<TLanes, TVector>(in PanelProduct product)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (int panel = 0; panel < product.PanelCount; panel++)
        {
            float* keys = product.Panels + (panel * product.PanelStride), y = product.Y + (panel * Panels.Width);
            for (int t = 0; t < product.Vectors; t++)
            {
                One<TLanes, TVector>(keys, product.X + (t * product.XStride), product.Columns, y + (t * product.YStride));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One<TLanes, TVector>(float* keys, float* x, int columns, float* y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int whole = columns / Chains * Chains;
        for (int lane = 0; lane < Panels.Width; lane += TLanes.Count, keys += TLanes.Count, y += TLanes.Count)
        {
            TVector s0 = TLanes.Add(Four<TLanes, TVector>(keys, x, 0, whole), Four<TLanes, TVector>(keys, x, 4, whole));
            TVector s1 = TLanes.Add(Four<TLanes, TVector>(keys, x, 1, whole), Four<TLanes, TVector>(keys, x, 5, whole));
            TVector s2 = TLanes.Add(Four<TLanes, TVector>(keys, x, 2, whole), Four<TLanes, TVector>(keys, x, 6, whole));
            TVector s3 = TLanes.Add(Four<TLanes, TVector>(keys, x, 3, whole), Four<TLanes, TVector>(keys, x, 7, whole));
            TVector score = TLanes.Add(TLanes.Add(s0, s1), TLanes.Add(s2, s3));
            for (nint k = whole; k < columns; k++)
            {
                score = TLanes.MultiplyAdd(TLanes.Load(keys + (k * Panels.Width)), TLanes.Broadcast(x[k]), score);
            }

            TLanes.Store(score, y);
        }
    }

    /// <summary>The chains 0, 8, 16 and 24 columns behind <paramref name="chain"/>, added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Four<TLanes, TVector>(float* keys, float* x, nint chain, int whole)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector m0 = default, m1 = default, m2 = default, m3 = default;
        for (nint k = chain; k < whole; k += Chains)
        {
            float* w = keys + (k * Panels.Width);
            m0 = TLanes.MultiplyAdd(TLanes.Load(w), TLanes.Broadcast(x[k]), m0);
            m1 = TLanes.MultiplyAdd(TLanes.Load(w + (8 * Panels.Width)), TLanes.Broadcast(x[k + 8]), m1);
            m2 = TLanes.MultiplyAdd(TLanes.Load(w + (16 * Panels.Width)), TLanes.Broadcast(x[k + 16]), m2);
            m3 = TLanes.MultiplyAdd(TLanes.Load(w + (24 * Panels.Width)), TLanes.Broadcast(x[k + 24]), m3);
        }

        return TLanes.Add(TLanes.Add(m0, m2), TLanes.Add(m1, m3));
    }
}
