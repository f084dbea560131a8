using MathNet.Numerics;

namespace LlmNotebooks.Statistics;

/// <summary>Intervals of binomial proportions, such as the share of items solved.</summary>
public static class Proportion
{
    /// <summary>Wilson score interval for a binomial proportion.</summary>
    /// <param name="successes">k, with 0 ≤ k ≤ <paramref name="trials"/>.</param>
    /// <param name="trials">n ≥ 1 independent trials.</param>
    /// <param name="confidence">Two-sided level, in (0, 1).</param>
    /// <returns>Bounds in [0, 1] that contain k/n.</returns>
    /// <remarks>
    /// (p + z²/2n ± z√(p(1−p)/n + z²/4n²)) / (1 + z²/n), p = k/n.
    /// Wilson (1927), JASA 22:209–212; no continuity correction.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range or NaN.</exception>
    public static Interval Wilson(int successes, int trials, double confidence = 0.95)
    {
        Require(successes, trials, confidence);
        return Wilson((double)successes / trials, trials, Distribution.NormalCritical(confidence));
    }

    /// <summary>Clopper–Pearson "exact" interval for a binomial proportion: its coverage is never below the level, and often well above.</summary>
    /// <param name="successes">k, with 0 ≤ k ≤ <paramref name="trials"/>.</param>
    /// <param name="trials">n ≥ 1 independent trials.</param>
    /// <param name="confidence">Two-sided level, in (0, 1).</param>
    /// <returns>Bounds in [0, 1] that contain k/n.</returns>
    /// <remarks>
    /// The α/2 quantile of Beta(k, n−k+1) and the 1−α/2 quantile of Beta(k+1, n−k), found by bisection down to neighbouring numbers.
    /// Clopper and Pearson (1934), Biometrika 26:404–413.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range or NaN.</exception>
    public static Interval ClopperPearson(int successes, int trials, double confidence = 0.95)
    {
        Require(successes, trials, confidence);
        double tail = (1 - confidence) / 2, p = (double)successes / trials;
        double lower = successes == 0 ? 0 : BetaQuantile(tail, successes, trials - successes + 1.0);
        double upper = successes == trials ? 1 : 1 - BetaQuantile(tail, trials - successes, successes + 1.0);
        return new Interval(Math.Min(lower, p), Math.Max(upper, p));
    }

    /// <summary>Wilson's interval of a share among so many trials, a whole number or not.</summary>
    /// <param name="p">In [0, 1].</param>
    /// <param name="n">Above 0.</param>
    /// <param name="z">Half-width multiplier of a normal interval.</param>
    internal static Interval Wilson(double p, double n, double z)
    {
        double square = z * z, middle = p + (square / (2 * n)), half = z * Math.Sqrt((p * (1 - p) / n) + (square / (4 * n * n))), scale = 1 + (square / n);
        // At 0 and 1 the bound is exactly that; elsewhere rounding may not push a bound past p.
        double lower = p <= 0 ? 0 : Math.Clamp((middle - half) / scale, 0, p), upper = p >= 1 ? 1 : Math.Clamp((middle + half) / scale, p, 1);
        return new Interval(lower, upper);
    }

    private static double BetaQuantile(double share, double a, double b)
    {
        double below = 0, above = 1;
        while (true)
        {
            double middle = below + ((above - below) / 2);
            if (middle <= below || middle >= above) { return middle; }
            if (SpecialFunctions.BetaRegularized(a, b, middle) < share) { below = middle; }
            else { above = middle; }
        }
    }

    private static void Require(int successes, int trials, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        if (successes < 0 || successes > trials) { throw new ArgumentOutOfRangeException(nameof(successes), successes, $"Successes are from 0 to the {trials} trials."); }
        Distribution.ValidConfidence(confidence);
    }
}
