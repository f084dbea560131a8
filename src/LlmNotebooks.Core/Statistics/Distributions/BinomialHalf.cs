namespace LlmNotebooks.Statistics;

/// <summary>The binomial distribution of n fair coins.</summary>
internal static class BinomialHalf
{
    /// <summary>Probability of exactly k heads.</summary>
    /// <param name="k">From 0 to <paramref name="n"/>.</param>
    /// <param name="n">Coins, at least 0.</param>
    /// <remarks>Loader (2000), "Fast and accurate computation of binomial probabilities": the saddle-point expansion, which loses nothing at large n.</remarks>
    public static double Probability(long k, long n)
    {
        if (k == 0 || k == n) { return Math.Pow(2, -(double)n); }
        double half = n / 2.0;
        double log = StirlingError(n) - StirlingError(k) - StirlingError(n - k) - Deviance(k, half) - Deviance(n - k, half);
        return Math.Exp(log) * Math.Sqrt(n / (2 * Math.PI * k * (n - k)));
    }

    /// <summary>Probability of at most k heads.</summary>
    public static double AtMost(long k, long n)
    {
        if (k < 0) { return 0; }
        if (k >= n) { return 1; }
        if (k > n / 2) { return 1 - AtMost(n - k - 1, n); }
        double term = Probability(k, n), sum = 0;
        for (long j = k; j >= 0 && term > sum * 1e-18; j--)
        {
            sum += term;
            term *= (double)j / (n - j + 1);
        }

        return sum;
    }

    /// <summary>ln n! − ln(√(2πn)(n/e)ⁿ).</summary>
    private static double StirlingError(long n)
    {
        if (n <= 15)
        {
            double factorial = 1;
            for (long i = 2; i <= n; i++) { factorial *= i; }
            return Math.Log(factorial) - ((n + 0.5) * Math.Log(n)) + n - (0.5 * Math.Log(2 * Math.PI));
        }

        double square = (double)n * n;
        return ((1.0 / 12) - (((1.0 / 360) - (((1.0 / 1260) - (((1.0 / 1680) - (1.0 / 1188 / square)) / square)) / square)) / square)) / n;
    }

    /// <summary>x ln(x/m) + m − x, by its series where x is near m.</summary>
    private static double Deviance(double x, double m)
    {
        if (Math.Abs(x - m) >= 0.1 * (x + m)) { return (x * Math.Log(x / m)) + m - x; }
        double v = (x - m) / (x + m), sum = (x - m) * v, term = 2 * x * v;
        for (int j = 1; j < 1000; j++)
        {
            term *= v * v;
            double next = sum + (term / ((2 * j) + 1));
            if (next == sum) { return next; }
            sum = next;
        }

        throw new ArithmeticException($"The series of the binomial deviance does not converge for {x} and {m}.");
    }
}
