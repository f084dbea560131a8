namespace LlmNotebooks.Statistics;

/// <summary>Student's and Welch's tests of means, with t intervals.</summary>
/// <remarks>
/// Values that do not vary are refused: there is no t. For items that share clusters, and for repetitions, see <see cref="ClusteredMean"/>
/// and <see cref="PairedComparison"/>.
/// </remarks>
public static class TTest
{
    /// <summary>Whether the mean of one sample is a given one.</summary>
    /// <param name="values">At least two finite values.</param>
    /// <param name="mean">The mean they are tested against; 0 gives the interval of the mean itself.</param>
    /// <param name="confidence">Level of the interval, in (0, 1).</param>
    /// <remarks>t = (x̄ − μ) / (s/√n) with n − 1 degrees of freedom. Student (1908), Biometrika 6:1–25.</remarks>
    /// <exception cref="ArgumentException">There are fewer than two values, one is not finite or beyond ±1e100, or they do not vary.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is not in (0, 1), or <paramref name="mean"/> is not finite.</exception>
    public static TTestResult OneSample(ReadOnlySpan<double> values, double mean = 0, double confidence = 0.95)
    {
        Distribution.ValidConfidence(confidence);
        if (!double.IsFinite(mean)) { throw new ArgumentOutOfRangeException(nameof(mean), mean, "The mean tested against is finite."); }
        FiniteValues.Require(values, 2, nameof(values));
        double found = SampleMoments.Mean(values, nameof(values));
        double deviation = Math.Sqrt(SampleMoments.Variance(values, found));
        return Result(values.Length, null, found - mean, deviation, deviation / Math.Sqrt(values.Length), values.Length - 1, confidence, nameof(values));
    }

    /// <summary>Paired test: whether the mean of a − b is 0.</summary>
    /// <param name="a">At least two finite values.</param>
    /// <param name="b">As many, in the same order of items.</param>
    /// <param name="confidence">Level of the interval, in (0, 1).</param>
    /// <remarks>t = d̄ / (s_d/√n) with n − 1 degrees of freedom. For items that share clusters see <see cref="PairedComparison"/>.</remarks>
    /// <exception cref="ArgumentException">Lengths differ, there are fewer than two values, one is not finite or beyond ±1e100, or the differences do not vary.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is not in (0, 1).</exception>
    public static TTestResult Paired(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double confidence = 0.95)
    {
        Distribution.ValidConfidence(confidence);
        FiniteValues.RequirePairs(a, b, 2, nameof(a), nameof(b));
        double[] differences = FiniteValues.Differences(a, b);
        double mean = SampleMoments.Mean(differences, nameof(a));
        double deviation = Math.Sqrt(SampleMoments.Variance(differences, mean));
        return Result(a.Length, null, mean, deviation, deviation / Math.Sqrt(a.Length), a.Length - 1, confidence, nameof(a));
    }

    /// <summary>Welch's test: whether two independent samples have one mean, their variances perhaps unequal.</summary>
    /// <param name="a">At least two finite values.</param>
    /// <param name="b">At least two finite values.</param>
    /// <param name="confidence">Level of the interval, in (0, 1).</param>
    /// <remarks>SE² = s_a²/n_a + s_b²/n_b; degrees of freedom after Welch (1947) and Satterthwaite (1946): SE⁴ / Σ (s²/n)²/(n−1).</remarks>
    /// <exception cref="ArgumentException">There are fewer than two values, one is not finite or beyond ±1e100, or neither sample varies.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is not in (0, 1).</exception>
    public static TTestResult Welch(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double confidence = 0.95)
    {
        (double meanA, double varianceA, double meanB, double varianceB) = Moments(a, b, confidence);
        double partA = varianceA / a.Length, partB = varianceB / b.Length, square = partA + partB;
        // In shares of the sum, so that no fourth power is too small or too large for a double.
        double shareA = partA / square, shareB = partB / square;
        double df = 1 / ((shareA * shareA / (a.Length - 1)) + (shareB * shareB / (b.Length - 1)));
        return Result(a.Length, b.Length, meanA - meanB, Math.Sqrt((varianceA + varianceB) / 2), Math.Sqrt(square), df, confidence, nameof(a));
    }

    /// <summary>Student's test: whether two independent samples with one variance have one mean.</summary>
    /// <param name="a">At least two finite values.</param>
    /// <param name="b">At least two finite values.</param>
    /// <param name="confidence">Level of the interval, in (0, 1).</param>
    /// <remarks>s² = ((n_a−1)s_a² + (n_b−1)s_b²)/(n_a+n_b−2), SE² = s²(1/n_a + 1/n_b), n_a + n_b − 2 degrees of freedom. Where variances may differ, <see cref="Welch"/> is the safer.</remarks>
    /// <exception cref="ArgumentException">There are fewer than two values, one is not finite or beyond ±1e100, or neither sample varies.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is not in (0, 1).</exception>
    public static TTestResult Student(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double confidence = 0.95)
    {
        (double meanA, double varianceA, double meanB, double varianceB) = Moments(a, b, confidence);
        double df = (double)a.Length + b.Length - 2;
        double variance = (((a.Length - 1) * varianceA) + ((b.Length - 1) * varianceB)) / df;
        double se = Math.Sqrt(variance * ((1.0 / a.Length) + (1.0 / b.Length)));
        return Result(a.Length, b.Length, meanA - meanB, Math.Sqrt(variance), se, df, confidence, nameof(a));
    }

    private static (double MeanA, double VarianceA, double MeanB, double VarianceB) Moments(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double confidence)
    {
        Distribution.ValidConfidence(confidence);
        FiniteValues.Require(a, 2, nameof(a));
        FiniteValues.Require(b, 2, nameof(b));
        double meanA = SampleMoments.Mean(a, nameof(a)), meanB = SampleMoments.Mean(b, nameof(b));
        return (meanA, SampleMoments.Variance(a, meanA), meanB, SampleMoments.Variance(b, meanB));
    }

    private static TTestResult Result(int count, int? second, double difference, double deviation, double se, double df, double confidence, string name)
    {
        if (!(se > 0)) { throw new ArgumentException("The values do not vary, so there is no t.", name); }
        double half = Distribution.StudentCritical(confidence, df) * se;
        return new TTestResult
        {
            Count = count,
            SecondCount = second,
            Difference = difference,
            StandardDeviation = deviation,
            Se = se,
            DegreesOfFreedom = df,
            Confidence = confidence,
            Interval = new Interval(difference - half, difference + half),
        };
    }
}
