using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LlmNotebooks.Gguf.Numerics;

/// <summary>Rounds activations as llama.cpp does before a product.</summary>
internal static unsafe class ActivationRounding
{
    /// <summary>Rounds values; <paramref name="length"/> is whole panels, and source and destination may be the same.</summary>
    public static void Round(float* source, float* destination, int length, ActivationPrecision precision)
    {
        if (precision == ActivationPrecision.Single)
        {
            new ReadOnlySpan<float>(source, length).CopyTo(new Span<float>(destination, length));
        }
        else if (Vector512.IsHardwareAccelerated)
        {
            Round<Lanes512, Vector512<float>>(source, destination, length, precision);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Round<Lanes256, Vector256<float>>(source, destination, length, precision);
        }
        else
        {
            Round<Lanes128, Vector128<float>>(source, destination, length, precision);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Round<TLanes, TVector>(float* source, float* destination, int length, ActivationPrecision precision)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        if (precision == ActivationPrecision.Half)
        {
            for (int i = 0; i < length; i += TLanes.Count)
            {
                TLanes.Store(TLanes.RoundToHalf(TLanes.Load(source + i)), destination + i);
            }

            return;
        }

        for (int block = 0; block < length; block += Panels.Width)
        {
            float* x = source + block, y = destination + block;
            TVector most = default;
            for (int i = 0; i < Panels.Width; i += TLanes.Count)
            {
                TVector v = TLanes.Load(x + i);
                most = TLanes.Max(most, TLanes.Max(v, TLanes.Subtract(default, v)));
            }

            float max = TLanes.MaxAcross(most);
            TVector inverse = TLanes.Broadcast(max == 0 ? 0 : sbyte.MaxValue / max);
            TVector scale = TLanes.Broadcast((float)(Half)(max / sbyte.MaxValue));
            for (int i = 0; i < Panels.Width; i += TLanes.Count)
            {
                TLanes.Store(TLanes.Multiply(TLanes.Round(TLanes.Multiply(TLanes.Load(x + i), inverse)), scale), y + i);
            }
        }
    }
}
