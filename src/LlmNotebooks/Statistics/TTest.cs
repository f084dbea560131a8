namespace LlmNotebooks.Statistics;

/// <summary>Student's and Welch's tests of two means.</summary>
internal static class TTest
{
    /// <summary>Paired test: whether the mean of a − b is 0.</summary>
    /// <param name="a">At least two finite values.</param>
    /// <param name="b">As many, in the same order of items.</param>
    /// <param name="confidence">Level of the interval, in (0, 1).</param>
    /// <remarks>t = d̄ / (s_d/√n) with n − 1 degrees of freedom. For items that share clusters see <see cref="PairedComparison"/>.</remarks>
    /// <exception cref="ArgumentException">Lengths differ, there are fewer than two values, one is not finite, or the differences do not vary.</exception>
    public static TTestResult Paired(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double confidence = 0.95)
    {
        Distribution.ValidConfidence(confidence);
        if (a.Length != b.Length) { throw new ArgumentException($"There are {a.Length} and {b.Length} values; pairs need as many.", nameof(b)); }
        AtLeastTwo(a, nameof(a));
        double[] differences = new double[a.Length];
        for (int i = 0; i < differences.Length; i++) { differences[i] = a[i] - b[i]; }
        double mean = SampleMoments.Mean(differences, nameof(a));
        return Result(mean, Math.Sqrt(SampleMoments.Variance(differences, mean) / differences.Length), differences.Length - 1, confidence, nameof(a));
    }

    /// <summary>Welch's test: whether two independent samples have one mean, their variances perhaps unequal.</summary>
    /// <param name="a">At least two finite values.</param>
    /// <param name="b">At least two finite values.</param>
    /// <param name="confidence">Level of the interval, in (0, 1).</param>
    /// <remarks>SE² = s_a²/n_a + s_b²/n_b; degrees of freedom after Welch (1947) and Satterthwaite (1946): SE⁴ / Σ (s²/n)²/(n−1).</remarks>
    /// <exception cref="ArgumentException">There are fewer than two values, one is not finite, or neither sample varies.</exception>
    public static TTestResult Welch(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double confidence = 0.95)
    {
        Distribution.ValidConfidence(confidence);
        AtLeastTwo(a, nameof(a));
        AtLeastTwo(b, nameof(b));
        double meanA = SampleMoments.Mean(a, nameof(a)), meanB = SampleMoments.Mean(b, nameof(b));
        double partA = SampleMoments.Variance(a, meanA) / a.Length, partB = SampleMoments.Variance(b, meanB) / b.Length;
        double square = partA + partB;
        double df = square * square / ((partA * partA / (a.Length - 1)) + (partB * partB / (b.Length - 1)));
        return Result(meanA - meanB, Math.Sqrt(square), df, confidence, nameof(a));
    }

    private static TTestResult Result(double difference, double se, double df, double confidence, string name)
    {
        if (!(se > 0)) { throw new ArgumentException("The values do not vary, so there is no t.", name); }
        double t = difference / se, half = Distribution.StudentCritical(confidence, df) * se;
        return new TTestResult(difference, se, t, df, Distribution.StudentTwoSidedP(t, df), new Interval(difference - half, difference + half));
    }

    private static void AtLeastTwo(ReadOnlySpan<double> values, string name)
    {
        if (values.Length < 2) { throw new ArgumentException($"There are {values.Length} values; the test needs at least 2.", name); }
    }
}
