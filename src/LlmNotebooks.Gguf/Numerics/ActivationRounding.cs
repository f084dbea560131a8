using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LlmNotebooks.Gguf.Numerics;

/// <summary>Rounds activations as llama.cpp does before a product.</summary>
/// <remarks>Lengths are whole panels, and source and destination may be the same.</remarks>
internal static unsafe class ActivationRounding
{
    /// <summary>Rounds values to F16.</summary>
    public static void ToHalf(float* source, float* destination, int length)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            ToHalf<Lanes512, Vector512<float>>(source, destination, length);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            ToHalf<Lanes256, Vector256<float>>(source, destination, length);
        }
        else
        {
            ToHalf<Lanes128, Vector128<float>>(source, destination, length);
        }
    }

    /// <summary>Rounds each 32 values to signed bytes and one F16 scale (Q8_0).</summary>
    /// <param name="source">The values.</param>
    /// <param name="steps">Receives the bytes, as numbers; multiplied with their scale where no scales are asked for.</param>
    /// <param name="scales">Receives the scales, or null.</param>
    /// <param name="length">Number of values.</param>
    public static void ToBlocks(float* source, float* steps, float* scales, int length)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            ToBlocks<Lanes512, Vector512<float>>(source, steps, scales, length);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            ToBlocks<Lanes256, Vector256<float>>(source, steps, scales, length);
        }
        else
        {
            ToBlocks<Lanes128, Vector128<float>>(source, steps, scales, length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void ToHalf<TLanes, TVector>(float* source, float* destination, int length)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (int i = 0; i < length; i += TLanes.Count)
        {
            TLanes.Store(TLanes.RoundToHalf(TLanes.Load(source + i)), destination + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void ToBlocks<TLanes, TVector>(float* source, float* steps, float* scales, int length)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (int block = 0; block < length; block += Panels.Width)
        {
            float* x = source + block, y = steps + block;
            TVector most = default;
            for (int i = 0; i < Panels.Width; i += TLanes.Count)
            {
                TVector v = TLanes.Load(x + i);
                most = TLanes.Max(most, TLanes.Max(v, TLanes.Subtract(default, v)));
            }

            float max = TLanes.MaxAcross(most), scale = (float)(Half)(max / sbyte.MaxValue);
            TVector inverse = TLanes.Broadcast(max == 0 ? 0 : sbyte.MaxValue / max), factor = TLanes.Broadcast(1);
            if (scales == null)
            {
                factor = TLanes.Broadcast(scale);
            }
            else
            {
                scales[block / Panels.Width] = scale;
            }

            for (int i = 0; i < Panels.Width; i += TLanes.Count)
            {
                TLanes.Store(TLanes.Multiply(TLanes.Round(TLanes.Multiply(TLanes.Load(x + i), inverse)), factor), y + i);
            }
        }
    }
}
