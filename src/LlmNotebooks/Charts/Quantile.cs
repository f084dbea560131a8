namespace LlmNotebooks.Charts;

/// <summary>Quantiles of sorted observations.</summary>
internal static class Quantile
{
    /// <summary>Linear between order statistics: Hyndman and Fan (1996), type 7, as in the runs' summaries.</summary>
    /// <param name="sorted">At least one observation in ascending order.</param>
    /// <param name="p">In [0, 1].</param>
    public static double Of(ReadOnlySpan<double> sorted, double p)
    {
        double position = p * (sorted.Length - 1);
        int below = Math.Min((int)position, sorted.Length - 1), above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
