using System.Runtime.CompilerServices;

namespace LlmNotebooks.Statistics.Resampling;

/// <summary>Sorts thousands of finite numbers by their bits: in time that grows with their count only.</summary>
/// <remarks>
/// Least significant digit first, 11 bits a pass; Knuth, The Art of Computer Programming, volume 3, section 5.2.5. The bits of a double ascend with it
/// once those of negatives are inverted and the sign of the others is.
/// </remarks>
internal static class RadixSort
{
    private const int Digit = 11, Passes = 6, Values = 1 << Digit, Few = 256;

    /// <summary>Sorts in place, ascending; −0 before 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Ascending(double[] values)
    {
        if (values.Length < Few)
        {
            Array.Sort(values);
            return;
        }

        ulong[] keys = new ulong[values.Length], other = new ulong[values.Length];
        int[] counts = new int[Passes * Values];
        for (int i = 0; i < values.Length; i++)
        {
            long bits = BitConverter.DoubleToInt64Bits(values[i]);
            ulong key = (ulong)(bits ^ ((bits >> 63) | long.MinValue));
            keys[i] = key;
            for (int pass = 0; pass < Passes; pass++) { counts[(pass * Values) + (int)((key >> (pass * Digit)) & (Values - 1))]++; }
        }

        for (int pass = 0; pass < Passes; pass++)
        {
            Span<int> starts = counts.AsSpan(pass * Values, Values);
            int shift = pass * Digit, start = 0;
            if (starts[(int)((keys[0] >> shift) & (Values - 1))] == keys.Length) { continue; }
            for (int digit = 0; digit < starts.Length; digit++) { (starts[digit], start) = (start, start + starts[digit]); }
            foreach (ulong key in keys) { other[starts[(int)((key >> shift) & (Values - 1))]++] = key; }
            (keys, other) = (other, keys);
        }

        for (int i = 0; i < values.Length; i++)
        {
            long key = (long)keys[i];
            values[i] = BitConverter.Int64BitsToDouble(key ^ ((~key >> 63) | long.MinValue));
        }
    }
}
