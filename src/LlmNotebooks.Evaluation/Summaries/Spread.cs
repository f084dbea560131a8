using LlmNotebooks.Statistics;

namespace LlmNotebooks.Evaluation;

/// <summary>Where measured values lie.</summary>
/// <param name="Count">How many were measured, at least 1.</param>
/// <param name="Mean">Their arithmetic mean.</param>
/// <param name="Minimum">The least.</param>
/// <param name="Median">The 0.5 quantile. Quantiles interpolate linearly between order statistics (Hyndman and Fan 1996, type 7, the default of R and NumPy).</param>
/// <param name="P90">The 0.9 quantile.</param>
/// <param name="P95">The 0.95 quantile.</param>
/// <param name="P99">The 0.99 quantile.</param>
/// <param name="Maximum">The greatest.</param>
public sealed record Spread(int Count, double Mean, double Minimum, double Median, double P90, double P95, double P99, double Maximum)
{
    /// <summary>The spread of some values; null where there are none. Sorts the values in place.</summary>
    internal static Spread? Of(Span<double> values)
    {
        if (values.IsEmpty) { return null; }
        values.Sort();
        double sum = 0;
        foreach (double value in values) { sum += value; }
        return new Spread(values.Length, sum / values.Length, values[0], Quantile.Of(values, 0.5), Quantile.Of(values, 0.9), Quantile.Of(values, 0.95), Quantile.Of(values, 0.99), values[^1]);
    }
}
