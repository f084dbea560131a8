namespace LlmNotebooks.Statistics;

/// <summary>How many pairs of observations two series order alike, otherwise, or not at all.</summary>
internal sealed record PairOrder
{
    private readonly TieSums _x;
    private readonly TieSums _y;

    private PairOrder(int count, TieSums x, TieSums y, double tiedBoth, long discordant)
    {
        Pairs = (double)count * (count - 1) / 2;
        (_x, _y, Discordant) = (x, y, discordant);
        Score = Pairs - x.Pairs - y.Pairs + tiedBoth - (2.0 * discordant);
    }

    /// <summary>n(n−1)/2.</summary>
    public double Pairs { get; }

    /// <summary>Pairs tied in x.</summary>
    public double TiedX => _x.Pairs;

    /// <summary>Pairs tied in y.</summary>
    public double TiedY => _y.Pairs;

    /// <summary>Pairs that x and y order differently.</summary>
    public double Discordant { get; }

    /// <summary>Concordant minus discordant pairs.</summary>
    public double Score { get; }

    /// <summary>Counts the pairs of n observations in n log n.</summary>
    public static PairOrder Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double[] sortedX = x.ToArray(), byX = y.ToArray();
        Array.Sort(sortedX, byX);
        double tiedBoth = 0;
        for (int first = 0, after; first < sortedX.Length; first = after)
        {
            after = first + 1;
            while (after < sortedX.Length && sortedX[after] == sortedX[first]) { after++; }
            if (after - first == 1) { continue; }
            // Within one x, ascending y: such pairs are not discordant.
            Array.Sort(byX, first, after - first);
            tiedBoth += TieSums.Of(byX.AsSpan(first, after - first)).Pairs;
        }

        long discordant = Inversions(byX, new double[byX.Length]);
        return new PairOrder(x.Length, TieSums.Of(sortedX), TieSums.Of(byX), tiedBoth, discordant);
    }

    /// <summary>Variance of <see cref="Score"/> where the series are independent, given their ties.</summary>
    public double ScoreVariance(int count)
    {
        double n = count, m = n * (n - 1);
        double variance = (((m * ((2 * n) + 5)) - _x.Fives - _y.Fives) / 18) + (2 * _x.Pairs * _y.Pairs / m);
        return count > 2 ? variance + (_x.Triples * _y.Triples / (9 * m * (n - 2))) : variance;
    }

    /// <summary>Sorts by merging and counts the pairs that change places.</summary>
    private static long Inversions(Span<double> values, Span<double> room)
    {
        if (values.Length < 2) { return 0; }
        int middle = values.Length / 2;
        long count = Inversions(values[..middle], room[..middle]) + Inversions(values[middle..], room[middle..]);
        values.CopyTo(room);
        for (int left = 0, right = middle, to = 0; to < values.Length; to++)
        {
            if (right == values.Length || (left < middle && room[left] <= room[right])) { values[to] = room[left++]; }
            else
            {
                values[to] = room[right++];
                count += middle - left;
            }
        }

        return count;
    }

    /// <param name="Pairs">Σ t(t−1)/2 over groups of t equal values.</param>
    /// <param name="Triples">Σ t(t−1)(t−2).</param>
    /// <param name="Fives">Σ t(t−1)(2t+5).</param>
    private sealed record TieSums(double Pairs, double Triples, double Fives)
    {
        public static TieSums Of(ReadOnlySpan<double> sorted)
        {
            double pairs = 0, triples = 0, fives = 0;
            for (int first = 0, after; first < sorted.Length; first = after)
            {
                after = first + 1;
                while (after < sorted.Length && sorted[after] == sorted[first]) { after++; }
                double t = after - first;
                pairs += t * (t - 1) / 2;
                triples += t * (t - 1) * (t - 2);
                fives += t * (t - 1) * ((2 * t) + 5);
            }

            return new TieSums(pairs, triples, fives);
        }
    }
}
