namespace LlmNotebooks.Statistics;

/// <summary>The smallest difference that a two-sided test of a given size finds with a given probability.</summary>
public static class MinimumDetectableEffect
{
    /// <summary>Cohen's d that the one-sample t test finds, which on differences is the paired one.</summary>
    /// <param name="items">n, at least 2.</param>
    /// <param name="power">Between α and 1. Default 0.8.</param>
    /// <param name="confidence">1 − α, in (0, 1).</param>
    /// <param name="method">Exact or by the normal distribution.</param>
    /// <returns>More than 0, in standard deviations.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range or NaN.</exception>
    public static double OneSampleT(int items, double power = 0.8, double confidence = 0.95, PowerMethod method = PowerMethod.NoncentralT)
    {
        Valid(power, confidence);
        return PowerSearch.Effect(d => Power.OneSampleT(d, items, confidence, method), power, 1, double.MaxValue)!.Value;
    }

    /// <summary>Cohen's d that Student's t test of two independent samples of equal size finds.</summary>
    /// <param name="itemsPerGroup">n of each group, at least 2.</param>
    /// <param name="power">Between α and 1. Default 0.8.</param>
    /// <param name="confidence">1 − α, in (0, 1).</param>
    /// <param name="method">Exact or by the normal distribution.</param>
    /// <returns>More than 0, in standard deviations.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range or NaN.</exception>
    public static double TwoSampleT(int itemsPerGroup, double power = 0.8, double confidence = 0.95, PowerMethod method = PowerMethod.NoncentralT)
    {
        Valid(power, confidence);
        return PowerSearch.Effect(d => Power.TwoSampleT(d, itemsPerGroup, confidence, method), power, 1, double.MaxValue)!.Value;
    }

    /// <summary>How much higher than a first proportion a second must be to be found.</summary>
    /// <param name="first">p₁, in [0, 1].</param>
    /// <param name="itemsPerGroup">n of each group, at least 1.</param>
    /// <param name="power">Between α and 1. Default 0.8.</param>
    /// <param name="confidence">1 − α, in (0, 1).</param>
    /// <param name="method">The approximation.</param>
    /// <returns>p₂ − p₁, more than 0; null where not even p₂ = 1 would be found.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range or NaN.</exception>
    public static double? TwoProportions(double first, int itemsPerGroup, double power = 0.8, double confidence = 0.95, ProportionPowerMethod method = ProportionPowerMethod.Arcsine)
    {
        Valid(power, confidence);
        Power.Share(first, nameof(first));
        return first == 1 ? null : PowerSearch.Effect(d => Power.TwoProportions(first, Math.Min(1, first + d), itemsPerGroup, confidence, method), power, 1 - first, 1 - first);
    }

    /// <summary>The difference that McNemar's test finds where a given share of the items is discordant, by the normal distribution.</summary>
    /// <param name="discordant">Share of items that only one of the two solves, in [0, 1].</param>
    /// <param name="items">n, all items, at least 1.</param>
    /// <param name="power">Between α and 1. Default 0.8.</param>
    /// <param name="confidence">1 − α, in (0, 1).</param>
    /// <returns>More than 0; null where not even all discordant items on one side would be found.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range or NaN.</exception>
    public static double? McNemar(double discordant, int items, double power = 0.8, double confidence = 0.95)
    {
        Valid(power, confidence);
        Power.Share(discordant, nameof(discordant));
        return discordant == 0 ? null : PowerSearch.Effect(d => Power.McNemar((discordant + d) / 2, (discordant - d) / 2, items, confidence), power, discordant, discordant);
    }

    /// <summary>The difference that the exact McNemar test finds where a given share of the items is discordant.</summary>
    /// <param name="discordant">Share of items that only one of the two solves, in [0, 1].</param>
    /// <param name="items">n, all items, from 1 to <see cref="Power.MostExactItems"/>.</param>
    /// <param name="power">Between α and 1. Default 0.8.</param>
    /// <param name="confidence">1 − α, in (0, 1).</param>
    /// <returns>More than 0; null where not even all discordant items on one side would be found.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range or NaN.</exception>
    public static double? McNemarExact(double discordant, int items, double power = 0.8, double confidence = 0.95)
    {
        Valid(power, confidence);
        Power.Share(discordant, nameof(discordant));
        return discordant == 0 ? null : PowerSearch.Effect(d => Power.McNemarExact((discordant + d) / 2, (discordant - d) / 2, items, confidence), power, discordant, discordant);
    }

    private static void Valid(double power, double confidence)
    {
        Distribution.ValidConfidence(confidence);
        Power.ValidPower(power, confidence);
    }
}
