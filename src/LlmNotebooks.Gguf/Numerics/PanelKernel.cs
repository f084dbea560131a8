using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LlmNotebooks.Gguf.Numerics;

/// <summary>Multiplies panels with vectors: y[t] = P·x[t].</summary>
/// <remarks>Each result is one chain of multiply-adds over the columns in order, whatever the number of vectors: a batch gives the very numbers that its vectors give one by one.</remarks>
internal static unsafe class PanelKernel
{
    private const int Tile = 6;
    private const int Group = 4;

    /// <param name="product">Panels, vectors and results.</param>
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
        int t = 0;
        if (product.Vectors >= 2)
        {
            for (int panel = 0; panel < product.PanelCount; panel++)
            {
                float* weights = product.Panels + (panel * product.PanelStride);
                float* y = product.Y + (panel * Panels.Width);
                for (t = 0; t + Tile <= product.Vectors; t += Tile)
                {
                    Six<TLanes, TVector>(weights, product, product.X + (t * product.XStride), y + (t * product.YStride));
                }

                if (t + 3 <= product.Vectors)
                {
                    Three<TLanes, TVector>(weights, product, product.X + (t * product.XStride), y + (t * product.YStride));
                    t += 3;
                }

                if (t + 2 <= product.Vectors)
                {
                    Two<TLanes, TVector>(weights, product, product.X + (t * product.XStride), y + (t * product.YStride));
                    t += 2;
                }
            }
        }

        for (; t < product.Vectors; t++)
        {
            int panel = 0;
            float* x = product.X + (t * product.XStride);
            float* y = product.Y + (t * product.YStride);
            for (; panel + Group <= product.PanelCount; panel += Group)
            {
                FourPanels<TLanes, TVector>(product.Panels + (panel * product.PanelStride), product, x, y + (panel * Panels.Width));
            }

            for (; panel < product.PanelCount; panel++)
            {
                One<TLanes, TVector>(product.Panels + (panel * product.PanelStride), product, x, y + (panel * Panels.Width));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Six<TLanes, TVector>(float* panel, in PanelProduct product, float* x, float* y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int columns = product.Columns;
        nint xs = product.XStride, ys = product.YStride;
        for (int lane = 0; lane < Panels.Width; lane += 2 * TLanes.Count)
        {
            float* w = panel + lane;
            float* x0 = x;
            float* x1 = x0 + xs;
            float* x2 = x1 + xs;
            float* x3 = x2 + xs;
            float* x4 = x3 + xs;
            float* x5 = x4 + xs;
            TVector a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default;
            TVector b0 = default, b1 = default, b2 = default, b3 = default, b4 = default, b5 = default;
            for (nint k = 0; k < columns; k++, w += Panels.Width)
            {
                TVector wa = TLanes.Load(w), wb = TLanes.Load(w + TLanes.Count);
                TVector v = TLanes.Broadcast(x0[k]);
                a0 = TLanes.MultiplyAdd(wa, v, a0);
                b0 = TLanes.MultiplyAdd(wb, v, b0);
                v = TLanes.Broadcast(x1[k]);
                a1 = TLanes.MultiplyAdd(wa, v, a1);
                b1 = TLanes.MultiplyAdd(wb, v, b1);
                v = TLanes.Broadcast(x2[k]);
                a2 = TLanes.MultiplyAdd(wa, v, a2);
                b2 = TLanes.MultiplyAdd(wb, v, b2);
                v = TLanes.Broadcast(x3[k]);
                a3 = TLanes.MultiplyAdd(wa, v, a3);
                b3 = TLanes.MultiplyAdd(wb, v, b3);
                v = TLanes.Broadcast(x4[k]);
                a4 = TLanes.MultiplyAdd(wa, v, a4);
                b4 = TLanes.MultiplyAdd(wb, v, b4);
                v = TLanes.Broadcast(x5[k]);
                a5 = TLanes.MultiplyAdd(wa, v, a5);
                b5 = TLanes.MultiplyAdd(wb, v, b5);
            }

            float* o = y + lane;
            Put<TLanes, TVector>(a0, b0, o, product.Accumulate);
            Put<TLanes, TVector>(a1, b1, o + ys, product.Accumulate);
            Put<TLanes, TVector>(a2, b2, o + (2 * ys), product.Accumulate);
            Put<TLanes, TVector>(a3, b3, o + (3 * ys), product.Accumulate);
            Put<TLanes, TVector>(a4, b4, o + (4 * ys), product.Accumulate);
            Put<TLanes, TVector>(a5, b5, o + (5 * ys), product.Accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Three<TLanes, TVector>(float* panel, in PanelProduct product, float* x, float* y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int columns = product.Columns;
        for (int lane = 0; lane < Panels.Width; lane += 2 * TLanes.Count)
        {
            float* w = panel + lane;
            float* x0 = x;
            float* x1 = x0 + product.XStride;
            float* x2 = x1 + product.XStride;
            TVector a0 = default, a1 = default, a2 = default, b0 = default, b1 = default, b2 = default;
            for (nint k = 0; k < columns; k++, w += Panels.Width)
            {
                TVector wa = TLanes.Load(w), wb = TLanes.Load(w + TLanes.Count);
                TVector v = TLanes.Broadcast(x0[k]);
                a0 = TLanes.MultiplyAdd(wa, v, a0);
                b0 = TLanes.MultiplyAdd(wb, v, b0);
                v = TLanes.Broadcast(x1[k]);
                a1 = TLanes.MultiplyAdd(wa, v, a1);
                b1 = TLanes.MultiplyAdd(wb, v, b1);
                v = TLanes.Broadcast(x2[k]);
                a2 = TLanes.MultiplyAdd(wa, v, a2);
                b2 = TLanes.MultiplyAdd(wb, v, b2);
            }

            float* o = y + lane;
            Put<TLanes, TVector>(a0, b0, o, product.Accumulate);
            Put<TLanes, TVector>(a1, b1, o + product.YStride, product.Accumulate);
            Put<TLanes, TVector>(a2, b2, o + (2 * product.YStride), product.Accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Two<TLanes, TVector>(float* panel, in PanelProduct product, float* x, float* y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int columns = product.Columns;
        for (int lane = 0; lane < Panels.Width; lane += 2 * TLanes.Count)
        {
            float* w = panel + lane;
            float* x0 = x;
            float* x1 = x0 + product.XStride;
            TVector a0 = default, a1 = default, b0 = default, b1 = default;
            for (nint k = 0; k < columns; k++, w += Panels.Width)
            {
                TVector wa = TLanes.Load(w), wb = TLanes.Load(w + TLanes.Count);
                TVector v = TLanes.Broadcast(x0[k]);
                a0 = TLanes.MultiplyAdd(wa, v, a0);
                b0 = TLanes.MultiplyAdd(wb, v, b0);
                v = TLanes.Broadcast(x1[k]);
                a1 = TLanes.MultiplyAdd(wa, v, a1);
                b1 = TLanes.MultiplyAdd(wb, v, b1);
            }

            float* o = y + lane;
            Put<TLanes, TVector>(a0, b0, o, product.Accumulate);
            Put<TLanes, TVector>(a1, b1, o + product.YStride, product.Accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One<TLanes, TVector>(float* panel, in PanelProduct product, float* x, float* y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int columns = product.Columns;
        for (int lane = 0; lane < Panels.Width; lane += 2 * TLanes.Count)
        {
            float* w = panel + lane;
            TVector a = default, b = default;
            for (nint k = 0; k < columns; k++, w += Panels.Width)
            {
                TVector v = TLanes.Broadcast(x[k]);
                a = TLanes.MultiplyAdd(TLanes.Load(w), v, a);
                b = TLanes.MultiplyAdd(TLanes.Load(w + TLanes.Count), v, b);
            }

            Put<TLanes, TVector>(a, b, y + lane, product.Accumulate);
        }
    }

    /// <summary>One vector with four panels: eight chains, enough to hide the latency of a multiply-add.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourPanels<TLanes, TVector>(float* panels, in PanelProduct product, float* x, float* y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int columns = product.Columns;
        nint stride = product.PanelStride;
        for (int lane = 0; lane < Panels.Width; lane += 2 * TLanes.Count)
        {
            float* w0 = panels + lane;
            float* w1 = w0 + stride;
            float* w2 = w1 + stride;
            float* w3 = w2 + stride;
            TVector a0 = default, a1 = default, a2 = default, a3 = default;
            TVector b0 = default, b1 = default, b2 = default, b3 = default;
            for (nint k = 0; k < columns; k++)
            {
                nint at = k * Panels.Width;
                TVector v = TLanes.Broadcast(x[k]);
                a0 = TLanes.MultiplyAdd(TLanes.Load(w0 + at), v, a0);
                b0 = TLanes.MultiplyAdd(TLanes.Load(w0 + at + TLanes.Count), v, b0);
                a1 = TLanes.MultiplyAdd(TLanes.Load(w1 + at), v, a1);
                b1 = TLanes.MultiplyAdd(TLanes.Load(w1 + at + TLanes.Count), v, b1);
                a2 = TLanes.MultiplyAdd(TLanes.Load(w2 + at), v, a2);
                b2 = TLanes.MultiplyAdd(TLanes.Load(w2 + at + TLanes.Count), v, b2);
                a3 = TLanes.MultiplyAdd(TLanes.Load(w3 + at), v, a3);
                b3 = TLanes.MultiplyAdd(TLanes.Load(w3 + at + TLanes.Count), v, b3);
            }

            float* o = y + lane;
            Put<TLanes, TVector>(a0, b0, o, product.Accumulate);
            Put<TLanes, TVector>(a1, b1, o + Panels.Width, product.Accumulate);
            Put<TLanes, TVector>(a2, b2, o + (2 * Panels.Width), product.Accumulate);
            Put<TLanes, TVector>(a3, b3, o + (3 * Panels.Width), product.Accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TLanes, TVector>(TVector a, TVector b, float* y, bool accumulate)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        if (accumulate)
        {
            a = TLanes.Add(a, TLanes.Load(y));
            b = TLanes.Add(b, TLanes.Load(y + TLanes.Count));
        }

        TLanes.Store(a, y);
        TLanes.Store(b, y + TLanes.Count);
    }
}
