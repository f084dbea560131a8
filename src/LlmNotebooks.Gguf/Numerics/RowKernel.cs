using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LlmNotebooks.Gguf.Numerics;

/// <summary>What happens to one row of activations between the products.</summary>
/// <remarks>Lengths are whole panels, so that no row has a ragged end; the values beyond a row's real length are zero.</remarks>
internal static unsafe class RowKernel
{
    /// <summary>destination = source · weight / √(mean of squares + epsilon), the mean over <paramref name="length"/> values.</summary>
    public static void RmsNorm(float* source, float* weight, float* destination, int padded, int length, float epsilon)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            RmsNorm<Lanes512, Vector512<float>>(source, weight, destination, padded, length, epsilon);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            RmsNorm<Lanes256, Vector256<float>>(source, weight, destination, padded, length, epsilon);
        }
        else
        {
            RmsNorm<Lanes128, Vector128<float>>(source, weight, destination, padded, length, epsilon);
        }
    }

    /// <summary>gate = gate · σ(gate) · up: the gated half of SwiGLU.</summary>
    public static void SwiGlu(float* gate, float* up, int padded)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            SwiGlu<Lanes512, Vector512<float>>(gate, up, padded);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            SwiGlu<Lanes256, Vector256<float>>(gate, up, padded);
        }
        else
        {
            SwiGlu<Lanes128, Vector128<float>>(gate, up, padded);
        }
    }

    /// <summary>Rotates the pairs (0, 1), (2, 3), ... of one head.</summary>
    /// <param name="head">The head's values.</param>
    /// <param name="cosines">Cosine for each value, both of a pair alike.</param>
    /// <param name="sines">Sine for each value: negative for the first of a pair, positive for the second.</param>
    /// <param name="length">Values to rotate, an even number.</param>
    public static void Rotate(float* head, float* cosines, float* sines, int length)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Rotate<Lanes512, Vector512<float>>(head, cosines, sines, length);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Rotate<Lanes256, Vector256<float>>(head, cosines, sines, length);
        }
        else
        {
            Rotate<Lanes128, Vector128<float>>(head, cosines, sines, length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void RmsNorm<TLanes, TVector>(float* source, float* weight, float* destination, int padded, int length, float epsilon)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector squares = default;
        for (int i = 0; i < padded; i += TLanes.Count)
        {
            TVector x = TLanes.Load(source + i);
            squares = TLanes.MultiplyAdd(x, x, squares);
        }

        TVector scale = TLanes.Broadcast(1f / MathF.Sqrt((TLanes.Sum(squares) / length) + epsilon));
        for (int i = 0; i < padded; i += TLanes.Count)
        {
            TLanes.Store(TLanes.Multiply(TLanes.Multiply(TLanes.Load(source + i), scale), TLanes.Load(weight + i)), destination + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void SwiGlu<TLanes, TVector>(float* gate, float* up, int padded)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector one = TLanes.Broadcast(1f), minusOne = TLanes.Broadcast(-1f);
        for (int i = 0; i < padded; i += TLanes.Count)
        {
            TVector g = TLanes.Load(gate + i);
            TVector silu = TLanes.Divide(g, TLanes.Add(one, Exponential.Of<TLanes, TVector>(TLanes.Multiply(g, minusOne))));
            TLanes.Store(TLanes.Multiply(silu, TLanes.Load(up + i)), gate + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Rotate<TLanes, TVector>(float* head, float* cosines, float* sines, int length)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int i = 0;
        for (; i + TLanes.Count <= length; i += TLanes.Count)
        {
            TVector x = TLanes.Load(head + i);
            TVector crossed = TLanes.Multiply(TLanes.SwapPairs(x), TLanes.Load(sines + i));
            TLanes.Store(TLanes.MultiplyAdd(x, TLanes.Load(cosines + i), crossed), head + i);
        }

        for (; i < length; i += 2)
        {
            float a = head[i], b = head[i + 1];
            head[i] = MathF.FusedMultiplyAdd(a, cosines[i], b * sines[i]);
            head[i + 1] = MathF.FusedMultiplyAdd(b, cosines[i + 1], a * sines[i + 1]);
        }
    }
}
