namespace LlmNotebooks.Statistics.Resampling;

/// <summary>The distribution of the difference of two means when the values are dealt anew.</summary>
internal static class Deals
{
    /// <summary>Up to so many deals all are counted.</summary>
    private const double MostExact = 1_000_000;

    private const double Rounding = 1e-13;

    public static PermutationResult Test(ReadOnlySpan<double> a, ReadOnlySpan<double> b, long seed, int resamples)
    {
        double[] values = [.. a, .. b];
        double mean = SampleMoments.Mean(values, nameof(values)), observed = 0, size = 0;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] -= mean;
            size += Math.Abs(values[i]);
        }

        // The difference grows with the sum of the first sample, which is all that changes: d = S/n_a − (T − S)/n_b.
        for (int i = 0; i < a.Length; i++) { observed += values[i]; }
        double total = values.Sum(), scale = (1.0 / a.Length) + (1.0 / b.Length);
        Tally tally = new((observed * scale) - (total / b.Length), scale, total / b.Length, Rounding * size * scale);
        // The smaller sample is dealt; where that is the second, the first has the rest.
        int dealt = Math.Min(a.Length, b.Length);
        tally.Rest = dealt == a.Length ? null : total;
        bool exact = Choose(values.Length, dealt) <= MostExact;
        if (exact) { Count(values, dealt, 0, 0, tally); }
        else { Draw(values, dealt, seed, resamples, tally); }
        double shown = exact ? tally.All : tally.All + 1.0, extra = exact ? 0 : 1;
        return new PermutationResult
        {
            Count = a.Length,
            SecondCount = b.Length,
            Difference = tally.Observed,
            P = (tally.Beyond + extra) / shown,
            PGreater = (tally.Above + extra) / shown,
            PLess = (tally.Below + extra) / shown,
            Exact = exact,
            Arrangements = tally.All,
            Seed = exact ? null : seed,
        };
    }

    private static void Count(ReadOnlySpan<double> values, int wanted, int from, double sum, Tally tally)
    {
        if (wanted == 0)
        {
            tally.Add(sum);
            return;
        }

        for (int i = from; i <= values.Length - wanted; i++) { Count(values, wanted - 1, i + 1, sum + values[i], tally); }
    }

    /// <summary>The first steps of a shuffle: Durstenfeld (1964), CACM 7:420, algorithm 235.</summary>
    private static void Draw(double[] values, int wanted, long seed, int resamples, Tally tally)
    {
        double[] left = new double[values.Length];
        for (int r = 0; r < resamples; r++)
        {
            RandomQueue queue = new(new RandomLanes(seed, r));
            values.CopyTo(left, 0);
            double sum = 0;
            for (int i = 0; i < wanted; i++)
            {
                int other = i + queue.Below(values.Length - i);
                sum += left[other];
                left[other] = left[i];
            }

            tally.Add(sum);
        }
    }

    private static double Choose(int n, int k)
    {
        double ways = 1;
        for (int i = 1; i <= k && ways <= MostExact; i++) { ways = Math.Round(ways * (n - k + i) / i); }
        return ways;
    }

    /// <summary>Numbers one at a time.</summary>
    private sealed class RandomQueue(RandomLanes lanes)
    {
        private readonly uint[] _numbers = new uint[RandomLanes.Width];
        private RandomLanes _lanes = lanes;
        private int _taken = RandomLanes.Width;

        /// <summary>A number from 0 to <paramref name="count"/>, exclusive.</summary>
        public int Below(int count)
        {
            uint least = (uint)((1UL << 32) % (uint)count);
            while (true)
            {
                if (_taken == RandomLanes.Width)
                {
                    System.Runtime.Intrinsics.Vector256.StoreUnsafe(_lanes.Next(), ref _numbers[0]);
                    _taken = 0;
                }

                ulong product = (ulong)_numbers[_taken++] * (uint)count;
                if ((uint)product >= least) { return (int)(product >> 32); }
            }
        }
    }

    private sealed class Tally(double observed, double scale, double offset, double rounding)
    {
        public double Observed => observed;

        /// <summary>What the sums are taken from where they are the second sample's.</summary>
        public double? Rest { get; set; }

        public long All { get; private set; }

        public long Beyond { get; private set; }

        public long Above { get; private set; }

        public long Below { get; private set; }

        public void Add(double sum)
        {
            double difference = ((Rest is { } rest ? rest - sum : sum) * scale) - offset;
            All++;
            if (Math.Abs(difference) >= Math.Abs(observed) - rounding) { Beyond++; }
            if (difference >= observed - rounding) { Above++; }
            if (difference <= observed + rounding) { Below++; }
        }
    }
}
