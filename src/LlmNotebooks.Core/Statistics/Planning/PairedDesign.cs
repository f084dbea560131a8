namespace LlmNotebooks.Statistics;

/// <summary>What is known of the differences of two models' scores on the same items, and what that means for the size of a comparison.</summary>
/// <remarks>
/// The mean difference over n items, each the mean of K repetitions, has the variance (ω² + σ²/K)·deff/n: Miller (2024), "Adding Error Bars to Evals",
/// arXiv:2411.00640, section 5, with σ² = σ_A² + σ_B², and the design effect deff = 1 + (m(1 + v²) − 1)·ICC of clusters with m items on average and coefficient of variation v:
/// Kish (1965), Survey Sampling; Eldridge, Ashby and Kerry (2006), Int. J. Epidemiol. 35:1292–1300. The test is the paired t with n/m − 1 degrees of freedom,
/// as <see cref="PairedComparison"/> makes it.
/// </remarks>
public sealed record PairedDesign
{
    private const double DefaultPower = 0.8;

    /// <summary>ω², variance between the items of their differences, at least 0: of the true ones where <see cref="VarianceWithin"/> is known, else of the observed ones.</summary>
    public required double VarianceBetween { get; init => field = NotNegative(value, nameof(VarianceBetween)); }

    /// <summary>σ², variance of the difference of one repetition about its item's, of both sides together, at least 0; null where it is not known, and is then in <see cref="VarianceBetween"/>.</summary>
    public double? VarianceWithin { get; init => field = value is { } variance ? NotNegative(variance, nameof(VarianceWithin)) : null; }

    /// <summary>m, items in a cluster on average, at least 1. Default 1: items are independent.</summary>
    public double ClusterSize { get; init => field = AtLeastOne(value, nameof(ClusterSize)); } = 1;

    /// <summary>Standard deviation of the clusters' sizes over their mean, at least 0. Default 0: clusters are of one size.</summary>
    public double ClusterSizeVariation { get; init => field = NotNegative(value, nameof(ClusterSizeVariation)); }

    /// <summary>Intraclass correlation of differences within a cluster, in [0, 1]. Default 0.</summary>
    public double Icc { get; init => field = Share(value, nameof(Icc)); }

    /// <summary>The largest mean difference that there can be, more than 0; null where none is known. Of 0/1 scores it is the share of items on which the two differ.</summary>
    public double? LargestEffect { get; init => field = value is { } largest ? Positive(largest, nameof(LargestEffect)) : null; }

    /// <summary>Where the figures come from, in words.</summary>
    public required string Source { get; init; }

    /// <summary>How many times the items are needed that would be without clusters, at least 1.</summary>
    public double DesignEffect => 1 + (((ClusterSize * (1 + (ClusterSizeVariation * ClusterSizeVariation))) - 1) * Icc);

    /// <summary>The design that a pilot shows.</summary>
    /// <param name="a">Observations of the first model; repetitions repeat the item.</param>
    /// <param name="b">Observations of the second, on the same items.</param>
    /// <remarks>
    /// ω² is the variance of the items' differences less the part that repetitions explain, not below 0; the ICC is that of a one-way analysis of variance
    /// (Donner 1986, Int. Stat. Rev. 54:67–82), not below 0. A pilot's variances are themselves uncertain: of thirty items the standard deviation is known to about ± 25 %.
    /// </remarks>
    /// <exception cref="ArgumentException">There are fewer than two clusters with scores from both, an item is in two clusters, or no item's scores differ by another amount than the rest.</exception>
    public static PairedDesign FromPilot(IEnumerable<ItemScore> a, IEnumerable<ItemScore> b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return new PilotVariance(new ItemScores(a), new ItemScores(b)).Design(nameof(a));
    }

    /// <summary>A design from the standard deviation of the items' differences.</summary>
    /// <param name="standardDeviation">More than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static PairedDesign FromStandardDeviation(double standardDeviation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(standardDeviation, 0);
        return new PairedDesign { VarianceBetween = standardDeviation * standardDeviation, Source = FormattableString.Invariant($"a standard deviation of {standardDeviation:0.####}") };
    }

    /// <summary>A design for right and wrong answers from the share of items that only one of the two solves.</summary>
    /// <param name="discordant">D, in (0, 1].</param>
    /// <remarks>The variance of the differences is D − d², taken as D: conservative for any difference d. No difference is larger than D, whether for or against the first.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">It is not in (0, 1].</exception>
    public static PairedDesign ForDiscordance(double discordant) =>
        discordant is > 0 and <= 1
            ? new PairedDesign { VarianceBetween = discordant, LargestEffect = discordant, Source = FormattableString.Invariant($"0/1 scores that differ on {discordant:0.####} of the items") }
            : throw new ArgumentOutOfRangeException(nameof(discordant), discordant, "Must be more than 0 and at most 1.");

    /// <summary>A design for right and wrong answers from the accuracies that are expected.</summary>
    /// <param name="accuracyA">Of the first, in (0, 1).</param>
    /// <param name="accuracyB">Of the second, in (0, 1).</param>
    /// <param name="correlation">Of their answers' being right; null: the worst that these accuracies allow. 0 is conservative for models of one kind.</param>
    /// <remarks>D = p_A(1−p_B) + p_B(1−p_A) − 2ρ√(p_A(1−p_A)p_B(1−p_B)), at most min(p_A + p_B, 2 − p_A − p_B); the variance of the differences is taken as D.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">An accuracy is not in (0, 1), or no pair of 0/1 scores with them has that correlation.</exception>
    public static PairedDesign ForAccuracies(double accuracyA, double accuracyB, double? correlation = null)
    {
        Inside(accuracyA, nameof(accuracyA));
        Inside(accuracyB, nameof(accuracyB));
        double most = Math.Min(accuracyA + accuracyB, 2 - accuracyA - accuracyB), least = Math.Abs(accuracyA - accuracyB), discordant = most;
        if (correlation is { } rho)
        {
            double independent = (accuracyA * (1 - accuracyB)) + (accuracyB * (1 - accuracyA));
            double spread = Math.Sqrt(accuracyA * (1 - accuracyA) * accuracyB * (1 - accuracyB));
            discordant = independent - (2 * rho * spread);
            if (!(discordant >= least - 1e-12 && discordant <= most + 1e-12))
            {
                throw new ArgumentOutOfRangeException(nameof(correlation), rho, FormattableString.Invariant($"With these accuracies a correlation lies from {(independent - most) / (2 * spread):0.####} to {(independent - least) / (2 * spread):0.####}."));
            }
        }

        if (!(discordant > 0)) { throw new ArgumentOutOfRangeException(nameof(correlation), correlation, "Two models that are always right on the same items have no difference to find."); }
        string known = correlation is { } given ? FormattableString.Invariant($"a correlation of {given:0.####}") : "the least favourable correlation";
        return new PairedDesign { VarianceBetween = discordant, LargestEffect = discordant, Source = FormattableString.Invariant($"0/1 scores with accuracies {accuracyA:0.####} and {accuracyB:0.####} and {known}") };
    }

    /// <summary>The design for right and wrong answers of which nothing is known: the two differ on every item.</summary>
    public static PairedDesign WorstCase() => ForDiscordance(1) with { Source = "0/1 scores of which nothing is known" };

    /// <summary>Variance of an item's difference: ω² + σ²/K.</summary>
    /// <param name="repetitions">K, at least 1; where <see cref="VarianceWithin"/> is not known, 1, which then stands for as many as the figures come from.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1, or more and the variance within items is not known.</exception>
    public double Variance(int repetitions = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(repetitions, 1);
        if (VarianceWithin is null && repetitions > 1) { throw new ArgumentOutOfRangeException(nameof(repetitions), repetitions, $"What repetitions are worth is not known from {Source}: give 1, or a pilot that repeats items for both models."); }
        return VarianceBetween + ((VarianceWithin ?? 0) / repetitions);
    }

    /// <summary>Standard error of the mean difference over n items.</summary>
    /// <param name="items">n, at least 1.</param>
    /// <param name="repetitions">K, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public double StandardError(int items, int repetitions = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 1);
        return Math.Sqrt(Variance(repetitions) * DesignEffect / items);
    }

    /// <summary>Probability that n items tell two models apart that differ by a given amount.</summary>
    /// <param name="effect">The true mean difference, of either sign, at most <see cref="LargestEffect"/>.</param>
    /// <param name="items">n, of at least two clusters.</param>
    /// <param name="repetitions">K, at least 1.</param>
    /// <param name="confidence">1 − α, in (0, 1).</param>
    /// <param name="method">Exact for normal differences, or by the normal distribution.</param>
    /// <returns>In [α, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range or NaN.</exception>
    public double PowerAt(double effect, int items, int repetitions = 1, double confidence = 0.95, PowerMethod method = PowerMethod.NoncentralT)
    {
        if (!double.IsFinite(effect)) { throw new ArgumentOutOfRangeException(nameof(effect), effect, "Must be finite."); }
        RequirePossible(effect);
        return AnyPowerAt(effect, items, repetitions, confidence, method);
    }

    /// <summary>How many items it takes to tell two models apart that differ by a given amount.</summary>
    /// <param name="effect">The true mean difference, not 0, at most <see cref="LargestEffect"/>.</param>
    /// <param name="repetitions">K, at least 1.</param>
    /// <param name="power">Between α and 1. Default 0.8.</param>
    /// <param name="confidence">1 − α, in (0, 1).</param>
    /// <param name="method">Exact for normal differences, or by the normal distribution.</param>
    /// <returns>The smallest n of at least two clusters whose power is enough.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range or NaN, or more than a thousand million items are needed.</exception>
    public int ItemsFor(double effect, int repetitions = 1, double power = DefaultPower, double confidence = 0.95, PowerMethod method = PowerMethod.NoncentralT)
    {
        Distribution.ValidConfidence(confidence);
        Power.ValidPower(power, confidence);
        if (!double.IsFinite(effect) || effect == 0) { throw new ArgumentOutOfRangeException(nameof(effect), effect, "No number of items finds an effect of 0."); }
        RequirePossible(effect);
        return PowerSearch.Items(n => PowerAt(effect, n, repetitions, confidence, method), power, FewestItems, effect);
    }

    /// <summary>The smallest difference that n items find.</summary>
    /// <param name="items">n, of at least two clusters.</param>
    /// <param name="repetitions">K, at least 1.</param>
    /// <param name="power">Between α and 1. Default 0.8.</param>
    /// <param name="confidence">1 − α, in (0, 1).</param>
    /// <param name="method">Exact for normal differences, or by the normal distribution.</param>
    /// <returns>At least 0, in the scores' unit; null where not even <see cref="LargestEffect"/> would be found. Where that is not known, it may be more than two scores can differ by.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range or NaN.</exception>
    public double? MinimumDetectableEffect(int items, int repetitions = 1, double power = DefaultPower, double confidence = 0.95, PowerMethod method = PowerMethod.NoncentralT)
    {
        double effect = Detectable(items, repetitions, power, confidence, method);
        return effect > LargestEffect ? null : effect;
    }

    /// <summary>The plan to find a given difference: how many items.</summary>
    /// <param name="effect">The difference to be found, not 0, at most <see cref="LargestEffect"/>.</param>
    /// <param name="repetitions">K, at least 1.</param>
    /// <param name="power">Between α and 1. Default 0.8.</param>
    /// <param name="confidence">1 − α, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range or NaN, or more than a thousand million items are needed.</exception>
    public PairedPlan PlanFor(double effect, int repetitions = 1, double power = DefaultPower, double confidence = 0.95)
    {
        int items = ItemsFor(effect, repetitions, power, confidence);
        return new PairedPlan(Math.Abs(effect), items, repetitions, PowerAt(effect, items, repetitions, confidence), confidence, StandardError(items, repetitions), this);
    }

    /// <summary>The plan that given items allow: from which difference on they tell apart, which may be more than <see cref="LargestEffect"/>; then they find none that there can be.</summary>
    /// <param name="items">n, of at least two clusters.</param>
    /// <param name="repetitions">K, at least 1.</param>
    /// <param name="power">Between α and 1. Default 0.8.</param>
    /// <param name="confidence">1 − α, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range or NaN.</exception>
    public PairedPlan PlanWith(int items, int repetitions = 1, double power = DefaultPower, double confidence = 0.95) =>
        new(Detectable(items, repetitions, power, confidence, PowerMethod.NoncentralT), items, repetitions, power, confidence, StandardError(items, repetitions), this);

    /// <exception cref="ArgumentOutOfRangeException">A difference is larger than there can be.</exception>
    internal void RequirePossible(double effect)
    {
        if (Math.Abs(effect) > LargestEffect * (1 + 1e-12)) { throw new ArgumentOutOfRangeException(nameof(effect), effect, FormattableString.Invariant($"No difference is more than {LargestEffect:0.####}, going by {Source}.")); }
    }

    private int FewestItems => (int)Math.Ceiling(2 * ClusterSize);

    // Of any effect, also one that there cannot be.
    private double AnyPowerAt(double effect, int items, int repetitions, double confidence, PowerMethod method)
    {
        if (items < FewestItems) { throw new ArgumentOutOfRangeException(nameof(items), items, $"Must be at least {FewestItems} (two clusters)."); }
        double se = StandardError(items, repetitions);
        Distribution.ValidConfidence(confidence);
        return effect == 0 ? 1 - confidence : se == 0 ? 1 : Power.OfT(effect / se, (items / ClusterSize) - 1, confidence, method);
    }

    private double Detectable(int items, int repetitions, double power, double confidence, PowerMethod method)
    {
        Distribution.ValidConfidence(confidence);
        Power.ValidPower(power, confidence);
        double start = StandardError(Math.Max(1, items), repetitions);
        return start == 0 ? 0 : PowerSearch.Effect(effect => AnyPowerAt(effect, items, repetitions, confidence, method), power, start, double.MaxValue)!.Value;
    }

    private static double AtLeastOne(double value, string name) =>
        value >= 1 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "Must be at least 1 and finite.");

    private static double Share(double value, string name)
    {
        Power.Share(value, name);
        return value;
    }

    private static double Positive(double value, string name) =>
        value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "Must be more than 0 and finite.");

    private static double NotNegative(double value, string name) =>
        value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "Must be at least 0 and finite.");

    private static void Inside(double accuracy, string name)
    {
        if (accuracy is not (> 0 and < 1)) { throw new ArgumentOutOfRangeException(name, accuracy, "Must lie strictly between 0 and 1."); }
    }
}
