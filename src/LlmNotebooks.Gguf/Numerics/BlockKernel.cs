using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LlmNotebooks.Gguf.Numerics;

/// <summary>Multiplies panels of whole numbers that have one scale for 32 columns with vectors of the same kind.</summary>
/// <remarks>
/// Products of whole numbers are summed exactly; only then are they scaled and rounded. The order is that of llama.cpp's AVX2 kernels, so
/// that results are its very numbers: for Q8_0 a block's columns make eight sums of four neighbours, each a chain of its own over the
/// blocks, and the eight chains are added as a tree; for Q4_0 a block is one sum and the blocks one chain. All sums are below 2²⁴, where
/// whole numbers are exact in single precision.
/// </remarks>
internal static unsafe class BlockKernel
{
    private const int Tile = 4;
    private const int MostSums = 8;
    private const int Step = Panels.Width / MostSums;

    /// <param name="product">Panels, vectors and results.</param>
    public static void Multiply(in BlockProduct product)
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

    [SkipLocalsInit]
    internal static void Multiply<TLanes, TVector>(in BlockProduct product)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        float* sums = stackalloc float[MostSums * Tile * Panels.Width];
        for (int panel = 0; panel < product.PanelCount; panel++)
        {
            float* steps = product.Steps + ((nint)panel * product.Columns * Panels.Width), scales = product.Scales + ((nint)panel * product.Columns);
            float* y = product.Y + (panel * Panels.Width);
            int t = 0;
            for (; t + Tile <= product.X.Count; t += Tile)
            {
                Four<TLanes, TVector>(steps, scales, product, t, sums);
                for (int i = 0; i < Tile; i++)
                {
                    Put<TLanes, TVector>(sums + (i * Panels.Width), product, y + ((t + i) * product.YStride));
                }
            }

            for (; t < product.X.Count; t++)
            {
                One<TLanes, TVector>(steps, scales, product, t, sums);
                Put<TLanes, TVector>(sums, product, y + (t * product.YStride));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four<TLanes, TVector>(float* panel, float* scales, in BlockProduct product, int first, float* sums)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int width = Panels.Width / product.Sums;
        nint columns = product.Columns, xs = product.X.Stride, ds = xs / Panels.Width;
        for (int lane = 0; lane < Panels.Width; lane += 2 * TLanes.Count)
        {
            for (int sum = 0; sum < product.Sums; sum++)
            {
                float* x0 = product.X.Values + (first * xs);
                float* d0 = product.X.Scales + (first * ds);
                float* x1 = x0 + xs;
                float* d1 = d0 + ds;
                float* x2 = x1 + xs;
                float* d2 = d1 + ds;
                float* x3 = x2 + xs;
                float* d3 = d2 + ds;
                TVector a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
                float* d = scales + lane;
                for (nint block = sum * width; block < columns; block += Panels.Width, d += Panels.Width)
                {
                    TVector p0 = default, p1 = default, p2 = default, p3 = default, q0 = default, q1 = default, q2 = default, q3 = default;
                    float* w = panel + (block * Panels.Width) + lane;
                    for (nint k = block; k < block + width; k++, w += Panels.Width)
                    {
                        TVector wa = TLanes.Load(w), wb = TLanes.Load(w + TLanes.Count), v;
                        v = TLanes.Broadcast(x0[k]);
                        p0 = TLanes.MultiplyAdd(wa, v, p0);
                        q0 = TLanes.MultiplyAdd(wb, v, q0);
                        v = TLanes.Broadcast(x1[k]);
                        p1 = TLanes.MultiplyAdd(wa, v, p1);
                        q1 = TLanes.MultiplyAdd(wb, v, q1);
                        v = TLanes.Broadcast(x2[k]);
                        p2 = TLanes.MultiplyAdd(wa, v, p2);
                        q2 = TLanes.MultiplyAdd(wb, v, q2);
                        v = TLanes.Broadcast(x3[k]);
                        p3 = TLanes.MultiplyAdd(wa, v, p3);
                        q3 = TLanes.MultiplyAdd(wb, v, q3);
                    }

                    nint at = block / Panels.Width;
                    TVector da = TLanes.Load(d), db = TLanes.Load(d + TLanes.Count), s;
                    s = TLanes.Broadcast(d0[at]);
                    a0 = TLanes.MultiplyAdd(p0, TLanes.Multiply(da, s), a0);
                    b0 = TLanes.MultiplyAdd(q0, TLanes.Multiply(db, s), b0);
                    s = TLanes.Broadcast(d1[at]);
                    a1 = TLanes.MultiplyAdd(p1, TLanes.Multiply(da, s), a1);
                    b1 = TLanes.MultiplyAdd(q1, TLanes.Multiply(db, s), b1);
                    s = TLanes.Broadcast(d2[at]);
                    a2 = TLanes.MultiplyAdd(p2, TLanes.Multiply(da, s), a2);
                    b2 = TLanes.MultiplyAdd(q2, TLanes.Multiply(db, s), b2);
                    s = TLanes.Broadcast(d3[at]);
                    a3 = TLanes.MultiplyAdd(p3, TLanes.Multiply(da, s), a3);
                    b3 = TLanes.MultiplyAdd(q3, TLanes.Multiply(db, s), b3);
                }

                float* o = sums + (sum * Tile * Panels.Width) + lane;
                TLanes.Store(a0, o);
                TLanes.Store(b0, o + TLanes.Count);
                TLanes.Store(a1, o + Panels.Width);
                TLanes.Store(b1, o + Panels.Width + TLanes.Count);
                TLanes.Store(a2, o + (2 * Panels.Width));
                TLanes.Store(b2, o + (2 * Panels.Width) + TLanes.Count);
                TLanes.Store(a3, o + (3 * Panels.Width));
                TLanes.Store(b3, o + (3 * Panels.Width) + TLanes.Count);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One<TLanes, TVector>(float* panel, float* scales, in BlockProduct product, int first, float* sums)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int width = Panels.Width / product.Sums;
        nint columns = product.Columns, xs = product.X.Stride, ds = xs / Panels.Width;
        for (int lane = 0; lane < Panels.Width; lane += 2 * TLanes.Count)
        {
            for (int sum = 0; sum < product.Sums; sum++)
            {
                float* x0 = product.X.Values + (first * xs);
                float* d0 = product.X.Scales + (first * ds);
                TVector a0 = default, b0 = default;
                float* d = scales + lane;
                for (nint block = sum * width; block < columns; block += Panels.Width, d += Panels.Width)
                {
                    TVector p0 = default, q0 = default;
                    float* w = panel + (block * Panels.Width) + lane;
                    for (nint k = block; k < block + width; k += Step, w += Step * Panels.Width)
                    {
                        TVector v0 = TLanes.Broadcast(x0[k]), v1 = TLanes.Broadcast(x0[k + 1]), v2 = TLanes.Broadcast(x0[k + 2]), v3 = TLanes.Broadcast(x0[k + 3]);
                        p0 = TLanes.MultiplyAdd(TLanes.Load(w), v0, p0);
                        q0 = TLanes.MultiplyAdd(TLanes.Load(w + TLanes.Count), v0, q0);
                        p0 = TLanes.MultiplyAdd(TLanes.Load(w + Panels.Width), v1, p0);
                        q0 = TLanes.MultiplyAdd(TLanes.Load(w + Panels.Width + TLanes.Count), v1, q0);
                        p0 = TLanes.MultiplyAdd(TLanes.Load(w + (2 * Panels.Width)), v2, p0);
                        q0 = TLanes.MultiplyAdd(TLanes.Load(w + (2 * Panels.Width) + TLanes.Count), v2, q0);
                        p0 = TLanes.MultiplyAdd(TLanes.Load(w + (3 * Panels.Width)), v3, p0);
                        q0 = TLanes.MultiplyAdd(TLanes.Load(w + (3 * Panels.Width) + TLanes.Count), v3, q0);
                    }

                    nint at = block / Panels.Width;
                    TVector da = TLanes.Load(d), db = TLanes.Load(d + TLanes.Count), s;
                    s = TLanes.Broadcast(d0[at]);
                    a0 = TLanes.MultiplyAdd(p0, TLanes.Multiply(da, s), a0);
                    b0 = TLanes.MultiplyAdd(q0, TLanes.Multiply(db, s), b0);
                }

                float* o = sums + (sum * Tile * Panels.Width) + lane;
                TLanes.Store(a0, o);
                TLanes.Store(b0, o + TLanes.Count);
            }
        }
    }

    /// <summary>Adds a vector's sums: the first half to the second, and so on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TLanes, TVector>(float* sums, in BlockProduct product, float* y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        const int Next = Tile * Panels.Width;
        for (int lane = 0; lane < Panels.Width; lane += TLanes.Count, sums += TLanes.Count, y += TLanes.Count)
        {
            TVector result = TLanes.Load(sums);
            if (product.Sums == MostSums)
            {
                TVector s0 = TLanes.Add(result, TLanes.Load(sums + (4 * Next))), s1 = TLanes.Add(TLanes.Load(sums + Next), TLanes.Load(sums + (5 * Next)));
                TVector s2 = TLanes.Add(TLanes.Load(sums + (2 * Next)), TLanes.Load(sums + (6 * Next)));
                TVector s3 = TLanes.Add(TLanes.Load(sums + (3 * Next)), TLanes.Load(sums + (7 * Next)));
                result = TLanes.Add(TLanes.Add(s0, s2), TLanes.Add(s1, s3));
            }

            TLanes.Store(product.Accumulate ? TLanes.Add(result, TLanes.Load(y)) : result, y);
        }
    }
}
