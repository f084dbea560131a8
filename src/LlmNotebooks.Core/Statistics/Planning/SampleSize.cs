namespace LlmNotebooks.Statistics;

/// <summary>How many items a two-sided test needs to find a difference of a given size with a given probability.</summary>
/// <remarks>The smallest whole number whose power, as in <see cref="Power"/>, is at least what is asked for.</remarks>
public static class SampleSize
{
    // Share of the ripple's slower part that is left, as a multiple, and how far a ripple of the exact McNemar test reaches; both with room to spare.
    private const double RippleLeft = 4, RippleReach = 6;

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

    /// <summary>Items, discordant or not, with which the exact McNemar test has the power.</summary>
    /// <param name="onlyFirst">Share of items that only the first solves, in [0, 1].</param>
    /// <param name="onlySecond">Share that only the second solves, another one; together at most 1.</param>
    /// <param name="power">Between α and 1. Default 0.8.</param>
    /// <param name="confidence">1 − α, in (0, 1).</param>
    /// <returns>The smallest n from which on the power stays at or above what is asked for; null where that is not within <see cref="Power.MostExactItems"/>.</returns>
    /// <remarks>
    /// The exact power is a saw where the two differ on nearly all items: an item more may lower it, as the test's real level jumps. Of the n whose power is enough, those
    /// before the last that is not are passed over. The teeth lie within about √n of each other, and are gone where the number of discordant items varies by more than a few; so far is looked.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range or NaN, the shares are equal, or more than a thousand million items are needed.</exception>
    public static int? McNemarExact(double onlyFirst, double onlySecond, double power = 0.8, double confidence = 0.95)
    {
        int below = 0, enough = McNemar(onlyFirst, onlySecond, power, confidence);
        if (enough > Power.MostExactItems) { return null; }
        while (At(enough) < power)
        {
            if (enough == Power.MostExactItems) { return null; }
            (below, enough) = (enough, Math.Min(Power.MostExactItems, enough + Math.Max(1, enough / 8)));
        }

        while (enough - below > 1)
        {
            int middle = below + ((enough - below) / 2);
            if (At(middle) >= power) { enough = middle; }
            else { below = middle; }
        }

        int last = enough + Ripple(Math.Min(1, onlyFirst + onlySecond), enough, power, confidence);
        if (last > Power.MostExactItems) { return null; }
        while (last > enough && At(last) >= power) { last--; }
        return last == enough ? enough : last + 1;

        double At(int items) => Power.McNemarExact(onlyFirst, onlySecond, items, confidence);
    }

    // A tooth is at most 2/√m·φ(z_β) of power high for m discordant items, and the power grows by (z_α + z_β)φ(z_β)/2n an item: the teeth end within some 4√m/(z_α + z_β)/D items.
    // The number of discordant items, Binomial(n, D), smooths them: of the slower of its waves, √m/(z_α/2) long, exp(−z_α²π²(1 − D)/2) is left.
    private static int Ripple(double discordant, int items, double power, double confidence)
    {
        double level = Distribution.NormalCritical(confidence), reach = level + Distribution.NormalQuantile(power);
        double left = Math.Min(1, RippleLeft * Math.Exp(-Math.PI * Math.PI / 2 * level * level * (1 - discordant)));
        return 10 + (int)Math.Min(Power.MostExactItems, Math.Ceiling(RippleReach * Math.Sqrt(items * discordant) / reach / discordant * left));
    }

    private static void Valid(double effect, double power, double confidence)
    {
        Distribution.ValidConfidence(confidence);
        Power.ValidPower(power, confidence);
        if (!double.IsFinite(effect) || effect == 0) { throw new ArgumentOutOfRangeException(nameof(effect), effect, "There is no sample size for an effect of 0."); }
    }
}
