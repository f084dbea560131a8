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
    /// <param name="first">What the first of a pair gives to both: cosine, sine.</param>
    /// <param name="second">What the second of a pair gives to both: negative sine, cosine.</param>
    /// <param name="length">Values to rotate, an even number.</param>
    public static void Rotate(float* head, float* first, float* second, int length)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Rotate<Lanes512, Vector512<float>>(head, first, second, length);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Rotate<Lanes256, Vector256<float>>(head, first, second, length);
        }
        else
        {
            Rotate<Lanes128, Vector128<float>>(head, first, second, length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void RmsNorm<TLanes, TVector>(float* source, float* weight, float* destination, int padded, int length, float epsilon)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        // Squares in single and their sum in double precision, as llama.cpp has it.
        Vector256<double> low = default, high = default;
        for (int i = 0; i < padded; i += Vector256<float>.Count)
        {
            Vector256<float> x = Vector256.Load(source + i);
            (Vector256<double> first, Vector256<double> second) = Vector256.Widen(x * x);
            low += first;
            high += second;
        }

        float mean = (float)(Vector256.Sum(low + high) / length);
        TVector scale = TLanes.Broadcast(1f / MathF.Sqrt(mean + epsilon));
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
    internal static void Rotate<TLanes, TVector>(float* head, float* first, float* second, int length)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int i = 0;
        for (; i + TLanes.Count <= length; i += TLanes.Count)
        {
            TVector x = TLanes.Load(head + i);
            TVector fromSecond = TLanes.Multiply(TLanes.SecondOfPairs(x), TLanes.Load(second + i));
            TLanes.Store(TLanes.MultiplyAdd(TLanes.FirstOfPairs(x), TLanes.Load(first + i), fromSecond), head + i);
        }

        for (; i < length; i += 2)
        {
            float a = head[i], b = head[i + 1];
            head[i] = MathF.FusedMultiplyAdd(a, first[i], b * second[i]);
            head[i + 1] = MathF.FusedMultiplyAdd(a, first[i + 1], b * second[i + 1]);
        }
    }
}
