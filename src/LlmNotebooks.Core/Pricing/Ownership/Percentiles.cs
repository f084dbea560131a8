using System.Runtime.InteropServices;

namespace LlmNotebooks.Pricing.Ownership;

/// <summary>How a number spreads over the paths of a simulation. A quantile that is infinite is null.</summary>
/// <param name="P5">5% quantile.</param>
/// <param name="P50">Median.</param>
/// <param name="P95">95% quantile.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Percentiles(double? P5, double? P50, double? P95)
{
    /// <summary>Of values, infinite ones among them, but no NaN.</summary>
    internal static Percentiles Of(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        return new(At(sorted, 0.05), At(sorted, 0.5), At(sorted, 0.95));
    }

    /// <summary>Linear between order statistics: Hyndman and Fan (1996), The American Statistician 50(4):361–365, type 7.</summary>
    private static double? At(double[] sorted, double p)
    {
        double position = p * (sorted.Length - 1);
        int below = (int)position;
        double part = position - below;
        double value = part == 0 ? sorted[below] : sorted[below] + (part * (sorted[below + 1] - sorted[below]));
        return double.IsFinite(value) ? value : null;
    }
}
