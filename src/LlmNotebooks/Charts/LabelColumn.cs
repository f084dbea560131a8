namespace LlmNotebooks.Charts;

/// <summary>Labels in a column beside a plot: each as near to its height as the others let it be, in their order, none over another.</summary>
internal static class LabelColumn
{
    /// <summary>Middles of the labels: of all places without overlap, those with the least squared distance from where they should be.</summary>
    /// <param name="wanted">Where the middle of each label should be.</param>
    /// <param name="heights">Their heights.</param>
    /// <param name="height">Height of the column; labels that need more of it go beyond its upper end.</param>
    /// <remarks>
    /// Less the heights of those below, labels that touch are equal and the others rise: an isotonic regression, solved by
    /// pooling adjacent violators (Barlow, Bartholomew, Bremner and Brunk 1972); the ends of the column clamp it.
    /// </remarks>
    public static double[] Spread(IReadOnlyList<double> wanted, IReadOnlyList<double> heights, double height)
    {
        int[] order = [.. Enumerable.Range(0, wanted.Count).OrderBy(i => wanted[i])];
        double[] middles = new double[wanted.Count], below = new double[wanted.Count];
        Stack<(double Sum, int Count)> pools = new();
        double stack = 0;
        for (int k = 0; k < order.Length; k++)
        {
            below[k] = stack + heights[order[k]] / 2;
            stack += heights[order[k]];
            (double sum, int count) = (wanted[order[k]] - below[k], 1);
            while (pools.TryPeek(out (double Sum, int Count) last) && last.Sum / last.Count >= sum / count)
            {
                (sum, count) = (sum + last.Sum, count + last.Count);
                pools.Pop();
            }

            pools.Push((sum, count));
        }

        int at = 0;
        foreach ((double sum, int count) in pools.Reverse())
        {
            double free = Math.Max(0, Math.Min(sum / count, height - stack));
            for (int end = at + count; at < end; at++) { middles[order[at]] = free + below[at]; }
        }

        return middles;
    }
}
