namespace LlmNotebooks.Statistics;

/// <summary>The exact sign test: whether differences fall on either side of 0 alike.</summary>
/// <remarks>Dixon and Mood (1946), "The statistical sign test", JASA 41:557–566.</remarks>
public static class SignTest
{
    /// <summary>The test of counts; differences of 0 are left out beforehand.</summary>
    /// <param name="above">Differences above 0, at least 0.</param>
    /// <param name="below">Differences below 0, at least 0.</param>
    /// <remarks>Two-sided p = min(1, 2·P(X ≤ min)) of X heads among n fair coins; 1 where there is no difference.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static SignTestResult Test(int above, int below)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(above);
        ArgumentOutOfRangeException.ThrowIfNegative(below);
        long n = (long)above + below;
        double p = above == below ? 1 : Math.Min(1, 2 * BinomialHalf.AtMost(Math.Min(above, below), n));
        return new SignTestResult(above, below, p, BinomialHalf.AtMost(below, n), BinomialHalf.AtMost(above, n));
    }

    /// <summary>Two-sided p-value where all differences lie on one side.</summary>
    /// <param name="differences">n ≥ 1 independent differences, none of them 0.</param>
    /// <returns>In [0, 1]; 0 only where it is less than the smallest double.</returns>
    /// <remarks>min(1, 2 · 2⁻ⁿ).</remarks>
    /// <exception cref="ArgumentOutOfRangeException">There is no difference.</exception>
    public static double UnanimousP(int differences)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(differences, 1);
        return Math.Min(1, Math.ScaleB(2, -differences));
    }
}
