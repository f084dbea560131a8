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

    /// <summary>Turns the first <paramref name="length"/> scores, times <paramref name="scale"/>, into weights that sum to one, and the rest of the row into zeros.</summary>
    public static void Softmax(float* row, int padded, int length, float scale)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Softmax<Lanes512, Vector512<float>>(row, padded, length, scale);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Softmax<Lanes256, Vector256<float>>(row, padded, length, scale);
        }
        else
        {
            Softmax<Lanes128, Vector128<float>>(row, padded, length, scale);
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
            TVector silu = TLanes.Divide(g, TLanes.Add(one, TLanes.Exp(TLanes.Multiply(g, minusOne))));
            TLanes.Store(TLanes.Multiply(silu, TLanes.Load(up + i)), gate + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Softmax<TLanes, TVector>(float* row, int padded, int length, float scale)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        new Span<float>(row + length, padded - length).Fill(float.NegativeInfinity);
        TVector most = TLanes.Broadcast(float.NegativeInfinity);
        for (int i = 0; i < padded; i += TLanes.Count)
        {
            most = TLanes.Max(most, TLanes.Load(row + i));
        }

        float* lanes = stackalloc float[16];
        TLanes.Store(most, lanes);
        float max = lanes[0];
        for (int i = 1; i < TLanes.Count; i++)
        {
            max = MathF.Max(max, lanes[i]);
        }

        TVector factor = TLanes.Broadcast(scale), shift = TLanes.Broadcast(-max * scale), total = default;
        for (int i = 0; i < padded; i += TLanes.Count)
        {
            TVector weight = TLanes.Exp(TLanes.MultiplyAdd(TLanes.Load(row + i), factor, shift));
            total = TLanes.Add(total, weight);
            TLanes.Store(weight, row + i);
        }

        TVector share = TLanes.Broadcast(1f / TLanes.Sum(total));
        for (int i = 0; i < padded; i += TLanes.Count)
        {
            TLanes.Store(TLanes.Multiply(TLanes.Load(row + i), share), row + i);
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
