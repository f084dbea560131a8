using System.Runtime.CompilerServices;

namespace LlmNotebooks.Gguf.Numerics;

/// <summary>e to the power of x, in the two ways that llama.cpp computes it.</summary>
internal static class Exponential
{
    private const int TableBits = 5;

    /// <summary>The bits of 2^(i/32), less i in the place where the exponent is added.</summary>
    private static readonly ulong[] Table =
        [.. Enumerable.Range(0, 1 << TableBits).Select(i => BitConverter.DoubleToUInt64Bits(Math.Pow(2, i / 32.0)) - ((ulong)i << (52 - TableBits)))];

    /// <summary>e to the power of many numbers: for gates.</summary>
    /// <remarks>
    /// x = n·ln 2 + r with |r| ≤ ln 2 / 2, then 2ⁿ·(1 + p(r)) with the polynomial of Arm's optimized routines (vector <c>expf</c>). Relative
    /// error below 2·10⁻⁷; exactly 1 at 0. 0 below −104, finite above 88.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of<TLanes, TVector>(TVector x)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        x = TLanes.Min(TLanes.Max(x, TLanes.Broadcast(-104f)), TLanes.Broadcast(88.3f));
        TVector shift = TLanes.Broadcast(12582912f), one = TLanes.Broadcast(1f);
        TVector n = TLanes.Subtract(TLanes.MultiplyAdd(x, TLanes.Broadcast(1.44269502f), shift), shift);
        TVector r = TLanes.MultiplyAdd(n, TLanes.Broadcast(-0.693145752f), x);
        r = TLanes.MultiplyAdd(n, TLanes.Broadcast(-1.42860677e-06f), r);
        TVector square = TLanes.Multiply(r, r);
        TVector high = TLanes.MultiplyAdd(TLanes.Broadcast(0.00824739039f), r, TLanes.Broadcast(0.0418997668f));
        TVector low = TLanes.MultiplyAdd(TLanes.Broadcast(0.166683957f), r, TLanes.Broadcast(0.499991268f));
        TVector p = TLanes.MultiplyAdd(TLanes.MultiplyAdd(high, square, low), square, TLanes.Multiply(TLanes.Broadcast(0.999999404f), r));
        p = TLanes.Add(one, p);

        // In two steps, so that results below the normal range fade to 0.
        TVector half = TLanes.Round(TLanes.Multiply(n, TLanes.Broadcast(0.5f)));
        return TLanes.Multiply(TLanes.Multiply(p, TLanes.PowerOfTwo(half)), TLanes.PowerOfTwo(TLanes.Subtract(n, half)));
    }

    /// <summary>e to the power of a number that is not positive: for shares of attention.</summary>
    /// <remarks>
    /// In double precision x·32/ln 2 = k + r with |r| ≤ 1/2, then 2^(k/32) from a table times a cubic for 2^(r/32): the <c>expf</c> of Arm's
    /// optimized routines, which is the C library's. Error at most 0.502 units in the last place; 0 below −104.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Of(float x)
    {
        const double Shift = 6755399441055744; // 1.5·2⁵², behind which only whole numbers are left
        const double Scale = 1 << TableBits;
        double z = Math.Max(x, -104f) * (1.4426950408889634 * Scale), k = z + Shift;
        ulong bits = BitConverter.DoubleToUInt64Bits(k);
        double r = z - (k - Shift), squared = r * r;
        double power = BitConverter.UInt64BitsToDouble(Table[bits % (1 << TableBits)] + (bits << (52 - TableBits)));
        double p = Math.FusedMultiplyAdd(0.05550361559341535 / (Scale * Scale * Scale), r, 0.2402284522445722 / (Scale * Scale));
        double line = Math.FusedMultiplyAdd(0.6931471806916203 / Scale, r, 1);
        return (float)(Math.FusedMultiplyAdd(p, squared, line) * power);
    }
}
