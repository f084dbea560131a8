namespace LlmNotebooks.Statistics;

/// <summary>How many items a two-sided test needs to find a difference of a given size with a given probability.</summary>
/// <remarks>The smallest whole number whose power, as in <see cref="Power"/>, is at least what is asked for.</remarks>
public static class SampleSize
{
    /// <summary>Items for the one-sample t test, which on differences is the paired one.</summary>
    /// <param name="effectSize">Cohen's d (d_z): mean / standard deviation, not 0.</param>
    /// <param name="power">Between α and 1. Default 0.8.</param>
    /// <param name="confidence">1 − α, in (0, 1).</param>
    /// <param name="method">Exact or by the normal distribution.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range or NaN, or more than a thousand million items are needed.</exception>
    public static int OneSampleT(double effectSize, double power = 0.8, double confidence = 0.95, PowerMethod method = PowerMethod.NoncentralT)
    {
        Valid(effectSize, power, confidence);
        return PowerSearch.Items(n => Power.OneSampleT(effectSize, n, confidence, method), power, 2, effectSize);
    }

    /// <summary>Items in each group for Student's t test of two independent samples.</summary>
    /// <param name="effectSize">Cohen's d: difference of the means / common standard deviation, not 0.</param>
    /// <param name="power">Between α and 1. Default 0.8.</param>
    /// <param name="confidence">1 − α, in (0, 1).</param>
    /// <param name="method">Exact or by the normal distribution.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range or NaN, or more than a thousand million items are needed.</exception>
    public static int TwoSampleT(double effectSize, double power = 0.8, double confidence = 0.95, PowerMethod method = PowerMethod.NoncentralT)
    {
        Valid(effectSize, power, confidence);
        return PowerSearch.Items(n => Power.TwoSampleT(effectSize, n, confidence, method), power, 2, effectSize);
    }

    /// <summary>Items in each group to compare two independent proportions.</summary>
    /// <param name="first">p₁, in [0, 1].</param>
    /// <param name="second">p₂, in [0, 1], another one.</param>
    /// <param name="power">Between α and 1. Default 0.8.</param>
    /// <param name="confidence">1 − α, in (0, 1).</param>
    /// <param name="method">The approximation.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range or NaN, the proportions are equal, or more than a thousand million items are needed.</exception>
    public static int TwoProportions(double first, double second, double power = 0.8, double confidence = 0.95, ProportionPowerMethod method = ProportionPowerMethod.Arcsine)
    {
        Valid(first - second, power, confidence);
        return PowerSearch.Items(n => Power.TwoProportions(first, second, n, confidence, method), power, 1, first - second);
    }

    /// <summary>Items, discordant or not, for McNemar's test, by the normal distribution.</summary>
    /// <param name="onlyFirst">Share of items that only the first solves, in [0, 1].</param>
    /// <param name="onlySecond">Share that only the second solves, another one; together at most 1.</param>
    /// <param name="power">Between α and 1. Default 0.8.</param>
    /// <param name="confidence">1 − α, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range or NaN, the shares are equal, or more than a thousand million items are needed.</exception>
    public static int McNemar(double onlyFirst, double onlySecond, double power = 0.8, double confidence = 0.95)
    {
        Valid(onlyFirst - onlySecond, power, confidence);
        return PowerSearch.Items(n => Power.McNemar(onlyFirst, onlySecond, n, confidence), power, 1, onlyFirst - onlySecond);
    }

    private static void Valid(double effect, double power, double confidence)
    {
        Distribution.ValidConfidence(confidence);
        Power.ValidPower(power, confidence);
        if (!double.IsFinite(effect) || effect == 0) { throw new ArgumentOutOfRangeException(nameof(effect), effect, "There is no sample size for an effect of 0."); }
    }
}
