using MathNet.Numerics.Distributions;

namespace LlmNotebooks.Statistics;

/// <summary>Power of two-sided tests: the probability that they find a difference of a given size.</summary>
/// <remarks>Both rejections count, that on the wrong side as well, as in G*Power and statsmodels. For paired scores with clusters and repetitions see <see cref="PairedDesign"/>.</remarks>
public static class Power
{
    /// <summary>The most items for which <see cref="McNemarExact"/> sums over all tables.</summary>
    public const int MostExactItems = 100_000;

    /// <summary>Power of the one-sample t test, which on differences is the paired one.</summary>
    /// <param name="effectSize">Cohen's d (d_z): mean / standard deviation, of either sign.</param>
    /// <param name="items">n, at least 2, whole or not.</param>
    /// <param name="confidence">1 − α, in (0, 1).</param>
    /// <param name="method">Exact or by the normal distribution.</param>
    /// <returns>In [α, 1].</returns>
    /// <remarks>P(|T| &gt; t_{1−α/2, n−1}) with T noncentral t, δ = d√n. Cohen (1988), chapter 2.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range or NaN.</exception>
    public static double OneSampleT(double effectSize, double items, double confidence = 0.95, PowerMethod method = PowerMethod.NoncentralT)
    {
        Finite(effectSize, nameof(effectSize));
        Items(items, 2, nameof(items));
        return OfT(effectSize * Math.Sqrt(items), items - 1, confidence, method);
    }

    /// <summary>Power of Student's t test of two independent samples of equal size.</summary>
    /// <param name="effectSize">Cohen's d: difference of the means / common standard deviation, of either sign.</param>
    /// <param name="itemsPerGroup">n of each group, at least 2, whole or not.</param>
    /// <param name="confidence">1 − α, in (0, 1).</param>
    /// <param name="method">Exact or by the normal distribution.</param>
    /// <returns>In [α, 1].</returns>
    /// <remarks>δ = d√(n/2), 2n − 2 degrees of freedom. Cohen (1988), chapter 2.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range or NaN.</exception>
    public static double TwoSampleT(double effectSize, double itemsPerGroup, double confidence = 0.95, PowerMethod method = PowerMethod.NoncentralT)
    {
        Finite(effectSize, nameof(effectSize));
        Items(itemsPerGroup, 2, nameof(itemsPerGroup));
        return OfT(effectSize * Math.Sqrt(itemsPerGroup / 2), (2 * itemsPerGroup) - 2, confidence, method);
    }

    /// <summary>Power of comparing two independent proportions.</summary>
    /// <param name="first">p₁, in [0, 1].</param>
    /// <param name="second">p₂, in [0, 1].</param>
    /// <param name="itemsPerGroup">n of each group, at least 1, whole or not.</param>
    /// <param name="confidence">1 − α, in (0, 1).</param>
    /// <param name="method">The approximation.</param>
    /// <returns>In [0, 1]; 1 by <see cref="ProportionPowerMethod.Wald"/> where neither proportion varies and they differ.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range or NaN.</exception>
    public static double TwoProportions(double first, double second, double itemsPerGroup, double confidence = 0.95, ProportionPowerMethod method = ProportionPowerMethod.Arcsine)
    {
        Share(first, nameof(first));
        Share(second, nameof(second));
        Items(itemsPerGroup, 1, nameof(itemsPerGroup));
        Distribution.ValidConfidence(confidence);
        if (first == second) { return 1 - confidence; }
        double standardised = method switch
        {
            ProportionPowerMethod.Arcsine => 2 * (Math.Asin(Math.Sqrt(first)) - Math.Asin(Math.Sqrt(second))) * Math.Sqrt(itemsPerGroup / 2),
            ProportionPowerMethod.Wald => (first - second) / Math.Sqrt(((first * (1 - first)) + (second * (1 - second))) / itemsPerGroup),
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "Not a method."),
        };
        return OfNormal(standardised, confidence);
    }

    /// <summary>Power of McNemar's test of paired right and wrong answers, by the normal distribution.</summary>
    /// <param name="onlyFirst">Share of items that only the first solves, in [0, 1].</param>
    /// <param name="onlySecond">Share that only the second solves; together at most 1.</param>
    /// <param name="items">n, all items and not only the discordant ones, at least 1, whole or not.</param>
    /// <param name="confidence">1 − α, in (0, 1).</param>
    /// <returns>In [0, 1].</returns>
    /// <remarks>
    /// With D = p₁₀ + p₀₁ and d = p₁₀ − p₀₁: Φ((|d|√n − z√D)/√(D − d²)) + Φ((−|d|√n − z√D)/√(D − d²)).
    /// Connor (1987), "Sample size for testing differences in proportions for the paired-sample design", Biometrics 43:207–211.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range or NaN.</exception>
    public static double McNemar(double onlyFirst, double onlySecond, double items, double confidence = 0.95)
    {
        Discordant(onlyFirst, onlySecond);
        Items(items, 1, nameof(items));
        Distribution.ValidConfidence(confidence);
        double discordant = onlyFirst + onlySecond, difference = Math.Abs(onlyFirst - onlySecond);
        if (difference == 0) { return discordant == 0 ? 0 : 1 - confidence; }
        double z = Distribution.NormalCritical(confidence) * Math.Sqrt(discordant), shift = difference * Math.Sqrt(items), spread = Math.Sqrt(discordant - (difference * difference));
        return spread == 0 ? (shift > z ? 1 : 0) : Normal.CDF(0, 1, (shift - z) / spread) + Normal.CDF(0, 1, (-shift - z) / spread);
    }

    /// <summary>Power of the exact McNemar test, exactly.</summary>
    /// <param name="onlyFirst">Share of items that only the first solves, in [0, 1].</param>
    /// <param name="onlySecond">Share that only the second solves; together at most 1.</param>
    /// <param name="items">n, all items, from 1 to <see cref="MostExactItems"/>.</param>
    /// <param name="confidence">1 − α, in (0, 1).</param>
    /// <returns>In [0, 1]; not always larger for more items, as the test's real level jumps.</returns>
    /// <remarks>The number of discordant items is Binomial(n, D); given m of them, those of the first are Binomial(m, p₁₀/D), and the test rejects where min(1, 2·P(X ≤ min(x, m−x))) ≤ α at ½.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range or NaN.</exception>
    public static double McNemarExact(double onlyFirst, double onlySecond, int items, double confidence = 0.95)
    {
        Discordant(onlyFirst, onlySecond);
        Distribution.ValidConfidence(confidence);
        if (items is < 1 or > MostExactItems) { throw new ArgumentOutOfRangeException(nameof(items), items, $"Must be from 1 to {MostExactItems}."); }
        double discordant = Math.Min(1, onlyFirst + onlySecond), power = 0, alpha = 1 - confidence;
        if (discordant == 0) { return 0; }
        double first = Math.Min(1, onlyFirst / discordant);
        // Beyond these numbers of discordant items lies less than 1e-16 of the binomial distribution (Bernstein's inequality).
        double mean = items * discordant, reach = (9 * Math.Sqrt(mean * (1 - discordant))) + 20;
        int fewest = (int)Math.Max(1, mean - reach), most = (int)Math.Min(items, mean + reach);
        int critical = Critical(fewest, alpha);
        for (int m = fewest; m <= most; m++)
        {
            // The largest x with 2·P(X ≤ x) ≤ α grows by at most one with m.
            if (2 * BinomialHalf.AtMost(critical + 1, m) <= alpha) { critical++; }
            if (critical >= 0) { power += Binomial.PMF(discordant, items, m) * Rejects(first, m, critical); }
        }

        return Math.Clamp(power, 0, 1);
    }

    /// <summary>Power of a two-sided t test.</summary>
    internal static double OfT(double noncentrality, double degreesOfFreedom, double confidence, PowerMethod method)
    {
        Distribution.ValidConfidence(confidence);
        if (method == PowerMethod.Normal) { return OfNormal(noncentrality, confidence); }
        if (method != PowerMethod.NoncentralT) { throw new ArgumentOutOfRangeException(nameof(method), method, "Not a method."); }
        double critical = Distribution.StudentCritical(confidence, degreesOfFreedom);
        return Math.Min(1, NoncentralT.Upper(critical, degreesOfFreedom, noncentrality) + NoncentralT.Upper(critical, degreesOfFreedom, -noncentrality));
    }

    /// <summary>Power of a two-sided z test.</summary>
    internal static double OfNormal(double standardised, double confidence)
    {
        if (double.IsInfinity(standardised)) { return 1; }
        double z = Distribution.NormalCritical(confidence);
        return Normal.CDF(0, 1, standardised - z) + Normal.CDF(0, 1, -standardised - z);
    }

    /// <exception cref="ArgumentOutOfRangeException">Not in (0, 1), or not more than α.</exception>
    internal static double ValidPower(double power, double confidence, string name = "power") =>
        power < 1 && power > 1 - confidence
            ? power
            : throw new ArgumentOutOfRangeException(name, power, $"A power lies strictly between α = {1 - confidence:0.####} and 1, for instance 0.8.");

    internal static void Share(double share, string name)
    {
        if (share is not (>= 0 and <= 1)) { throw new ArgumentOutOfRangeException(name, share, "Must be from 0 to 1."); }
    }

    internal static void Items(double items, double least, string name)
    {
        if (!(items >= least) || double.IsInfinity(items)) { throw new ArgumentOutOfRangeException(name, items, $"Must be at least {least} and finite."); }
    }

    // The largest x with 2·P(X ≤ x) ≤ α among m fair coins; −1 where there is none.
    private static int Critical(int m, double alpha)
    {
        int rejected = -1, kept = (m / 2) + 1;
        while (kept - rejected > 1)
        {
            int middle = rejected + ((kept - rejected) / 2);
            if (2 * BinomialHalf.AtMost(middle, m) <= alpha) { rejected = middle; }
            else { kept = middle; }
        }

        return rejected;
    }

    private static double Rejects(double first, int m, int critical)
    {
        double low = first > 0 ? Binomial.CDF(first, m, critical) : 1, high = first < 1 ? Binomial.CDF(1 - first, m, critical) : 1;
        return low + high;
    }

    private static void Discordant(double onlyFirst, double onlySecond)
    {
        Share(onlyFirst, nameof(onlyFirst));
        Share(onlySecond, nameof(onlySecond));
        if (onlyFirst + onlySecond > 1 + 1e-12) { throw new ArgumentOutOfRangeException(nameof(onlySecond), onlySecond, $"With {onlyFirst} they make more than 1."); }
    }

    private static void Finite(double value, string name)
    {
        if (!double.IsFinite(value)) { throw new ArgumentOutOfRangeException(name, value, "Must be finite."); }
    }
}
