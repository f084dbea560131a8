using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LlmNotebooks.Statistics.Resampling;

/// <summary>The distribution of a sum under random signs.</summary>
internal static class SignFlips
{
    /// <summary>Up to so many terms all arrangements are counted: two lists of 2²⁰ sums are put together.</summary>
    private const int MostExact = 40;

    /// <summary>A share of Σ|term|; sums that are closer differ by rounding.</summary>
    private const double Rounding = 1e-13;

    public static PermutationResult Test(ReadOnlySpan<double> terms, int items, int? clusters, long seed, int resamples)
    {
        double sum = 0, size = 0;
        List<double> moving = [];
        foreach (double term in terms)
        {
            sum += term;
            size += Math.Abs(term);
            if (term != 0) { moving.Add(term); }
        }

        double limit = Math.Abs(sum) - (Rounding * size);
        bool exact = moving.Count <= MostExact;
        long all = exact ? 1L << moving.Count : resamples;
        (long beyond, long above, long below) = exact
            ? Count([.. moving], sum, limit, Rounding * size)
            : Draw([.. moving], sum, limit, Rounding * size, seed, resamples);
        double shown = exact ? all : all + 1.0, extra = exact ? 0 : 1;
        return new PermutationResult
        {
            Count = items,
            Clusters = clusters,
            Difference = sum / items,
            P = (beyond + extra) / shown,
            PGreater = (above + extra) / shown,
            PLess = (below + extra) / shown,
            Exact = exact,
            Arrangements = all,
            Seed = exact ? null : seed,
        };
    }

    /// <summary>Of all arrangements, those whose sum is at least as far from 0, as large, and as small.</summary>
    /// <remarks>Horowitz and Sahni (1974), "Computing partitions with applications to the knapsack problem", JACM 21:277–292: sums of one half, ascending, meet those of the other.</remarks>
    private static (long Beyond, long Above, long Below) Count(double[] terms, double sum, double limit, double rounding)
    {
        double[] first = Sums(terms.AsSpan(0, terms.Length / 2)), second = Sums(terms.AsSpan(terms.Length / 2));
        long above = AtLeast(first, second, sum - rounding);
        // Signs of all can be turned around: as many sums are at most s as are at least −s.
        long below = AtLeast(first, second, -sum - rounding);
        long beyond = limit <= 0 ? 1L << terms.Length : 2 * AtLeast(first, second, limit);
        return (beyond, above, below);
    }

    private static double[] Sums(ReadOnlySpan<double> terms)
    {
        double[] sums = new double[1 << terms.Length];
        int count = 1;
        foreach (double term in terms)
        {
            for (int i = 0; i < count; i++)
            {
                sums[count + i] = sums[i] + term;
                sums[i] -= term;
            }

            count *= 2;
        }

        RadixSort.Ascending(sums);
        return sums;
    }

    private static long AtLeast(double[] first, double[] second, double limit)
    {
        long count = 0;
        int from = second.Length;
        foreach (double sum in first)
        {
            while (from > 0 && sum + second[from - 1] >= limit) { from--; }
            count += second.Length - from;
        }

        return count;
    }

    private static (long Beyond, long Above, long Below) Draw(double[] terms, double sum, double limit, double rounding, long seed, int resamples)
    {
        long beyond = 0, above = 0, below = 0;
        for (int r = 0; r < resamples; r++)
        {
            double drawn = Drawn(terms, new RandomLanes(seed, r));
            if (Math.Abs(drawn) >= limit) { beyond++; }
            if (drawn >= sum - rounding) { above++; }
            if (drawn <= sum + rounding) { below++; }
        }

        return (beyond, above, below);
    }

    /// <summary>The sum with drawn signs, one bit each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Drawn(ReadOnlySpan<double> terms, RandomLanes random)
    {
        double sum = 0;
        while (terms.Length > 0)
        {
            Vector256<ulong> bits = random.Next().AsUInt64();
            for (int lane = 0; lane < 4 && terms.Length > 0; lane++)
            {
                ulong signs = bits[lane];
                ReadOnlySpan<double> now = terms[..Math.Min(64, terms.Length)];
                double s0 = 0, s1 = 0;
                for (int i = 0; i < now.Length; i++)
                {
                    double term = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(now[i]) ^ (long)((signs >> i) << 63));
                    (s0, s1) = (s1, s0 + term);
                }

                sum += s0 + s1;
                terms = terms[now.Length..];
            }
        }

        return sum;
    }
}
