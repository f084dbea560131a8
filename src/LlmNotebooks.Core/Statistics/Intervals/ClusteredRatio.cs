namespace LlmNotebooks.Statistics;

/// <summary>Ratios of totals whose interval respects that observations of one cluster are not independent.</summary>
public static class ClusteredRatio
{
    /// <summary>Σ numerators / Σ denominators with Fieller's interval.</summary>
    /// <param name="observations">Numerator, denominator and cluster, in any order; the cluster null for an observation that is its own.</param>
    /// <param name="confidence">Two-sided level, in (0, 1).</param>
    /// <remarks>
    /// The interval holds every R at which the mean of x − R·y, with its clustered standard error, is not told apart from 0. With X and Y
    /// the sums, V the sums over the clusters of squares and products of their residuals about the means, and q = t²_{C−1}·C/(C−1), these
    /// are the R with (X − R·Y)² ≤ q·(V_xx − 2R·V_xy + R²·V_yy): between the roots of aR² − 2bR + c with a = Y² − q·V_yy, b = XY − q·V_xy, c = X² − q·V_xx.
    /// Where a ≤ 0, Y is not told apart from 0 and there is no upper bound. Numerators and denominators that are never negative are assumed.
    /// Fieller (1954), "Some Problems in Interval Estimation", JRSS B 16:175–185; clusters as in <see cref="ClusteredMean"/>.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is not in (0, 1), or a value is negative or not finite.</exception>
    public static RatioEstimate Estimate(IEnumerable<(double Numerator, double Denominator, string? Cluster)> observations, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(observations);
        Distribution.ValidConfidence(confidence);
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        List<(double X, double Y, int Count)> clusters = [];
        int count = 0;
        foreach ((double x, double y, string? cluster) in observations)
        {
            RequireValid(x, nameof(observations));
            RequireValid(y, nameof(observations));
            count++;
            if (cluster is null || !numbers.TryGetValue(cluster, out int number))
            {
                number = clusters.Count;
                if (cluster is not null) { numbers.Add(cluster, number); }
                clusters.Add((0, 0, 0));
            }

            (double sumX, double sumY, int n) = clusters[number];
            clusters[number] = (sumX + x, sumY + y, n + 1);
        }

        return Estimate(clusters, count, confidence);
    }

    private static RatioEstimate Estimate(List<(double X, double Y, int Count)> clusters, int count, double confidence)
    {
        double x = clusters.Sum(c => c.X), y = clusters.Sum(c => c.Y);
        double? ratio = y > 0 ? x / y : null;
        if (clusters.Count < 2) { return new RatioEstimate(count, clusters.Count, ratio, null, null, confidence, "fewer than two clusters, so there is no interval"); }

        if (ratio is null) { return new RatioEstimate(count, clusters.Count, null, null, null, confidence, "the denominators add up to 0"); }

        // In units of the sums, so that no square is too small or too large for a double.
        double unitX = x > 0 ? x : 1, unitY = y;
        clusters = [.. clusters.Select(c => (c.X / unitX, c.Y / unitY, c.Count))];
        (x, y) = (x / unitX, 1);

        // Squares and products of the clusters' residuals about the means, as the clustered standard error has them.
        double xx = 0, xy = 0, yy = 0;
        foreach ((double sumX, double sumY, int n) in clusters)
        {
            double dx = sumX - (n * x / count), dy = sumY - (n * y / count);
            xx += dx * dx;
            xy += dx * dy;
            yy += dy * dy;
        }

        double t = Distribution.StudentCritical(confidence, clusters.Count - 1);
        double q = t * t * clusters.Count / (clusters.Count - 1);
        (double a, double b, double c) = ((y * y) - (q * yy), (x * y) - (q * xy), (x * x) - (q * xx));
        return Bounds(a, b, c, unitX / unitY, new RatioEstimate(count, clusters.Count, ratio, null, null, confidence, null));
    }

    private static RatioEstimate Bounds(double a, double b, double c, double unit, RatioEstimate estimate)
    {
        double discriminant = Math.Max(0, (b * b) - (a * c));
        double root = Math.Sqrt(discriminant);
        if (a > 0) { return estimate with { Lower = unit * Math.Max(0, (b - root) / a), Upper = unit * (b + root) / a }; }

        // The R then lie outside of two roots. Where c > 0 the roots have different signs, and the positive R begin at the larger one;
        // where c ≤ 0, R = 0 is one of them: the numerator is not told apart from 0 either, and there is no lower bound above it.
        double lower = c <= 0 ? 0 : a < 0 ? (b - root) / a : c / (2 * b);
        return estimate with { Lower = unit * lower, Reason = "the denominator is not told apart from 0, so there is no upper bound" };
    }

    private static void RequireValid(double value, string name)
    {
        if (!(value >= 0) || double.IsInfinity(value)) { throw new ArgumentOutOfRangeException(name, value, "Numerators and denominators are finite and at least 0."); }
    }
}
