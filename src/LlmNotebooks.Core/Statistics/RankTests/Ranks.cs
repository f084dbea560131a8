namespace LlmNotebooks.Statistics.RankTests;

/// <summary>Ranks of values, those that are equal sharing the mean of theirs.</summary>
/// <param name="Values">From 1, in the order of the values.</param>
/// <param name="TieCubes">Σ(t³ − t) over the groups of t equal values.</param>
internal sealed record Ranks(double[] Values, double TieCubes)
{
    /// <summary>Whether some values are equal.</summary>
    public bool HasTies => TieCubes > 0;

    /// <summary>Ranks finite values, in n log n.</summary>
    public static Ranks Of(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray(), ranks = new double[values.Length];
        int[] order = [.. Enumerable.Range(0, values.Length)];
        Array.Sort(sorted, order);
        double cubes = 0;
        for (int first = 0, after; first < sorted.Length; first = after)
        {
            after = first + 1;
            while (after < sorted.Length && sorted[after] == sorted[first]) { after++; }
            double tied = after - first, rank = (first + 1 + after) / 2.0;
            cubes += (tied * tied * tied) - tied;
            for (int i = first; i < after; i++) { ranks[order[i]] = rank; }
        }

        return new Ranks(ranks, cubes);
    }
}
