using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LlmNotebooks.Statistics.Resampling;

/// <summary>Statistics of samples drawn with replacement from one.</summary>
internal static class Resamples
{
    private const int Block = 1024;

    /// <summary>Sums of n values drawn from n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double[] Sums(ReadOnlySpan<double> values, int resamples, long seed)
    {
        double[] sums = new double[resamples];
        Span<int> block = stackalloc int[Block];
        for (int r = 0; r < sums.Length; r++)
        {
            RandomLanes random = new(seed, r);
            double sum = 0;
            for (int left = values.Length; left > 0; left -= Block)
            {
                Span<int> indices = block[..Math.Min(left, Block)];
                random.Fill(indices, values.Length);
                sum += Sum(values, indices);
            }

            sums[r] = sum;
        }

        return sums;
    }

    /// <summary>Sums of two series over the same n draws from n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double[] A, double[] B) PairedSums(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int resamples, long seed)
    {
        double[] sumsA = new double[resamples], sumsB = new double[resamples];
        Span<int> block = stackalloc int[Block];
        for (int r = 0; r < resamples; r++)
        {
            RandomLanes random = new(seed, r);
            for (int left = a.Length; left > 0; left -= Block)
            {
                Span<int> indices = block[..Math.Min(left, Block)];
                random.Fill(indices, a.Length);
                sumsA[r] += Sum(a, indices);
                sumsB[r] += Sum(b, indices);
            }
        }

        return (sumsA, sumsB);
    }

    /// <summary>The statistic of each resample; the draws of resample r are those of <see cref="Sums"/>.</summary>
    /// <param name="count">Values to draw from, and how many are drawn.</param>
    /// <param name="resamples">How many resamples.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="statistic">The statistic of the drawn positions.</param>
    public static double[] Statistics(int count, int resamples, long seed, Func<ReadOnlySpan<int>, double> statistic)
    {
        double[] found = new double[resamples];
        int[] indices = new int[count];
        for (int r = 0; r < found.Length; r++)
        {
            new RandomLanes(seed, r).Fill(indices, count);
            found[r] = statistic(indices);
        }

        return found;
    }

    // Eight sums side by side, in an order that no machine changes. The indices are in range by their making.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Sum(ReadOnlySpan<double> values, ReadOnlySpan<int> indices)
    {
        ref double first = ref MemoryMarshal.GetReference(values);
        ref int index = ref MemoryMarshal.GetReference(indices);
        Vector256<double> lower = Vector256<double>.Zero, upper = Vector256<double>.Zero;
        int i = 0;
        for (; i <= indices.Length - 8; i += 8)
        {
            lower += Vector256.Create(At(ref first, ref index, i), At(ref first, ref index, i + 1), At(ref first, ref index, i + 2), At(ref first, ref index, i + 3));
            upper += Vector256.Create(At(ref first, ref index, i + 4), At(ref first, ref index, i + 5), At(ref first, ref index, i + 6), At(ref first, ref index, i + 7));
        }

        double rest = 0;
        for (; i < indices.Length; i++) { rest += At(ref first, ref index, i); }
        Vector256<double> four = lower + upper;
        return ((four[0] + four[1]) + (four[2] + four[3])) + rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double At(ref double first, ref int index, int i) => Unsafe.Add(ref first, (nint)(uint)Unsafe.Add(ref index, i));
}
