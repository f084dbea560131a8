using LlmNotebooks.Statistics.RankTests;

namespace LlmNotebooks.Statistics;

/// <summary>How two series move together.</summary>
public static class Correlation
{
    private const int MostExact = 33;

    /// <summary>Pearson's product-moment correlation.</summary>
    /// <param name="x">At least two values.</param>
    /// <param name="y">As many.</param>
    /// <returns>In [−1, 1]; null where a series does not vary.</returns>
    /// <remarks>Σ(x−x̄)(y−ȳ) / √(Σ(x−x̄)² Σ(y−ȳ)²), in two passes.</remarks>
    /// <exception cref="ArgumentException">The series differ in length, have fewer than two values, or hold one that is not finite.</exception>
    public static double? Pearson(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        RequireSeries(x, y);
        // Of equal values the mean may be a rounding beside them, and the rounding has a correlation.
        if (!x.ContainsAnyExcept(x[0]) || !y.ContainsAnyExcept(y[0])) { return null; }
        double meanX = SampleMoments.Mean(x, nameof(x)), meanY = SampleMoments.Mean(y, nameof(y));
        double xx = 0, yy = 0, xy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double dx = x[i] - meanX, dy = y[i] - meanY;
            xx += dx * dx;
            yy += dy * dy;
            xy += dx * dy;
        }

        if (!(xx > 0 && yy > 0)) { return null; }
        // One root rounds less than two, so that a straight line is 1; two where the product leaves the range of a double.
        double product = xx * yy;
        return Math.Clamp(xy / (double.IsNormal(product) ? Math.Sqrt(product) : Math.Sqrt(xx) * Math.Sqrt(yy)), -1, 1);
    }

    /// <summary>Pearson's correlation with its test: exact for normal series, by t.</summary>
    /// <param name="x">At least two values.</param>
    /// <param name="y">As many.</param>
    /// <remarks>t = r√((n−2)/(1−r²)) with n − 2 degrees of freedom. Student (1908), Biometrika 6:302–310; Fisher (1915), Biometrika 10:507–521.</remarks>
    /// <exception cref="ArgumentException">The series differ in length, have fewer than two values, or hold one that is not finite.</exception>
    public static CorrelationResult PearsonTest(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => ByT(Pearson(x, y), x.Length);

    /// <summary>Spearman's rank correlation, ties sharing the mean of their ranks, with its test by t.</summary>
    /// <param name="x">At least two values.</param>
    /// <param name="y">As many.</param>
    /// <remarks>Pearson's r of the ranks; t as there, an approximation that is good from ten pairs on. Spearman (1904), American Journal of Psychology 15:72–101.</remarks>
    /// <exception cref="ArgumentException">The series differ in length, have fewer than two values, or hold one that is not finite.</exception>
    public static CorrelationResult Spearman(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        RequireSeries(x, y);
        return ByT(Pearson(Ranks.Of(x).Values, Ranks.Of(y).Values), x.Length);
    }

    /// <summary>Kendall's τ_b with its test: exact without ties for up to 33 pairs, and where at most one pair of pairs is out of order; else normal.</summary>
    /// <param name="x">At least two values.</param>
    /// <param name="y">As many.</param>
    /// <remarks>
    /// (concordant − discordant) / √((n₀−n₁)(n₀−n₂)) with n₀ = n(n−1)/2 and n₁, n₂ the pairs tied in x and in y, counted in n log n: Knight (1966), JASA
    /// 61:436–439. Variance of the numerator with ties: Kendall (1970), Rank Correlation Methods, chapter 4.
    /// </remarks>
    /// <exception cref="ArgumentException">The series differ in length, have fewer than two values, or hold one that is not finite.</exception>
    public static CorrelationResult Kendall(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        RequireSeries(x, y);
        PairOrder order = PairOrder.Of(x, y);
        if (order.TiedX == order.Pairs || order.TiedY == order.Pairs) { return Constant(x.Length); }
        double tau = order.Score / (Math.Sqrt(order.Pairs - order.TiedX) * Math.Sqrt(order.Pairs - order.TiedY));
        CorrelationResult result = new() { Count = x.Length, Coefficient = Math.Clamp(tau, -1, 1) };
        double fewer = Math.Min(order.Discordant, order.Pairs - order.Discordant);
        if (order.TiedX == 0 && order.TiedY == 0 && (x.Length <= MostExact || fewer <= 1))
        {
            // Of many values, the orders with at most one inversion are 1 and n − 1 more.
            double share = x.Length <= MostExact ? RankDistributions.InversionsAtMost(x.Length, fewer) : (fewer == 0 ? 1 : x.Length) / Factorial(x.Length);
            return result with { P = Math.Min(1, 2 * share), Exact = true };
        }

        return result with { P = Distribution.NormalTwoSidedP(order.Score / Math.Sqrt(order.ScoreVariance(x.Length))) };
    }

    private static CorrelationResult ByT(double? coefficient, int count)
    {
        if (coefficient is not { } r) { return Constant(count); }
        if (count < 3) { return new CorrelationResult { Count = count, Coefficient = r, Reason = "two pairs leave no degree of freedom for a p-value" }; }
        double left = (1 - r) * (1 + r);
        double p = left > 0 ? Distribution.StudentTwoSidedP(r * Math.Sqrt((count - 2) / left), count - 2) : 0;
        return new CorrelationResult { Count = count, Coefficient = r, P = p };
    }

    private static CorrelationResult Constant(int count) => new() { Count = count, Reason = "a series does not vary" };

    private static double Factorial(int n)
    {
        double product = 1;
        for (int i = 2; i <= n; i++) { product *= i; }
        return product;
    }

    private static void RequireSeries(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length) { throw new ArgumentException($"The series have {x.Length} and {y.Length} values; they must have as many.", nameof(y)); }
        if (x.Length < 2) { throw new ArgumentException($"The series have {x.Length} values; a correlation needs at least 2.", nameof(x)); }
        FiniteValues.Require(x, 2, nameof(x));
        FiniteValues.Require(y, 2, nameof(y));
    }
}
