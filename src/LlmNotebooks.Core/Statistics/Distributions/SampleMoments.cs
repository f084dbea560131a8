namespace LlmNotebooks.Statistics;

/// <summary>Mean and variance of finite values, in two passes.</summary>
internal static class SampleMoments
{
    /// <exception cref="ArgumentException">There is no value, or one is not finite.</exception>
    public static double Mean(ReadOnlySpan<double> values, string name)
    {
        FiniteValues.RequireFinite(values, 1, name);
        double sum = 0;
        foreach (double value in values) { sum += value; }
        return sum / values.Length;
    }

    /// <summary>Σ(x−x̄)²/(n−1), of at least two values.</summary>
    public static double Variance(ReadOnlySpan<double> values, double mean)
    {
        double squares = 0;
        foreach (double value in values) { squares += (value - mean) * (value - mean); }
        return squares / (values.Length - 1);
    }
}
