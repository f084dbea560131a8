namespace LlmNotebooks.Statistics;

/// <summary>A paired comparison that may be looked at after every difference and stopped at any look without spoiling its level.</summary>
/// <remarks>
/// <para>
/// Give it the items' differences A − B one by one, in an order that does not depend on the scores (shuffle the items beforehand): the difference of an item's
/// mean over repetitions; of clusters that are not independent, the mean difference of each cluster.
/// </para>
/// <para>
/// <see cref="SequentialMethod.Bounded"/> bets on the differences: for a mean m the capital ∏(1 + θ(x − m)/(r + m)), r the range, mixed over bets θ in (0, 1), starts at 1 and is
/// not expected to grow where the mean is m, so that it reaches 2/α with a probability of at most α/2 (Ville 1939), and the mirrored bet likewise; the m that neither has
/// refuted are the confidence sequence. Waudby-Smith and Ramdas (2024), "Estimating means of bounded random variables by betting", JRSS B 86:1–27; mixed over bets:
/// Orabona and Jun (2024), IEEE Trans. Inf. Theory 70:436–455. The bets are log-uniform from a quarter of to three times the Kelly bet effect/(sd² + effect²).
/// For differences in {−1, 0, 1} at m = 0 only the discordant pairs count: it is a sequential McNemar test.
/// </para>
/// <para>
/// <see cref="SequentialMethod.Normal"/>: the t statistic's likelihood ratio mixed over standardised effects N(0, 1/c²), √(c²/(n + c²))·(1 − S²/((n + c²)Σx²))^(−n/2).
/// Lai (1976), Ann. Stat. 4:265–280; Wang and Ramdas (2023), "Anytime-valid t-tests and confidence sequences for Gaussian means with unknown variance", arXiv:2310.03722.
/// </para>
/// </remarks>
public sealed class SequentialComparison
{
    private readonly ISequentialEvidence _evidence;
    private readonly double _threshold;
    private double _sum;
    private double _largest;

    /// <summary>A comparison that has seen nothing.</summary>
    /// <param name="plan">Fixed before the first difference; null: the default plan.</param>
    /// <exception cref="ArgumentOutOfRangeException">The plan's effect or margin is not less than its range.</exception>
    public SequentialComparison(SequentialPlan? plan = null)
    {
        Plan = plan ?? new SequentialPlan();
        _threshold = -Math.Log(1 - Plan.Confidence);
        _evidence = Plan.Method == SequentialMethod.Bounded ? new BoundedEvidence(Plan, _threshold) : new NormalEvidence(Plan, _threshold);
    }

    /// <summary>What was fixed beforehand.</summary>
    public SequentialPlan Plan { get; }

    /// <summary>n, differences added.</summary>
    public int Samples { get; private set; }

    /// <summary>Their mean; null before the first.</summary>
    public double? Mean => Samples == 0 ? null : _sum / Samples;

    /// <summary>Evidence against a difference of 0 at n: for bounded differences half of the larger of the two bets' capitals, so ½ before the first; for normal ones 1 before the first look.</summary>
    public double EValue => Math.Exp(_evidence.LogEValue);

    /// <summary>Anytime-valid p-value: min(1, 1/the largest e-value so far).</summary>
    public double P => Math.Exp(-_largest);

    /// <summary>What was decided; stays so from the first look that decided it.</summary>
    public SequentialDecision Decision { get; private set; }

    /// <summary>The number of differences at that look; null where nothing is decided.</summary>
    public int? DecidedAt { get; private set; }

    /// <summary>Adds the next difference and looks.</summary>
    /// <param name="difference">A − B, finite, and for bounded differences within ± the plan's range.</param>
    /// <returns>The decision so far.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The difference is not finite, beyond ±1e100, or outside of the plan's range.</exception>
    public SequentialDecision Add(double difference)
    {
        if (!double.IsFinite(difference)) { throw new ArgumentOutOfRangeException(nameof(difference), difference, "A difference is finite; leave out items without a score."); }
        if (!FiniteValues.HasFiniteSums(difference)) { throw new ArgumentOutOfRangeException(nameof(difference), difference, FiniteValues.Rule); }
        _evidence.Add(difference);
        Samples++;
        _sum += difference;
        _largest = Math.Max(_largest, _evidence.LogEValue);
        if (Decision == SequentialDecision.Continue)
        {
            Decision = _evidence.LogEValue >= _threshold ? (_evidence.FavoursA ? SequentialDecision.ABetter : SequentialDecision.BBetter)
                : _evidence.WithinMargin ? SequentialDecision.Equivalent
                : SequentialDecision.Continue;
            DecidedAt = Decision == SequentialDecision.Continue ? null : Samples;
        }

        return Decision;
    }

    /// <summary>The confidence sequence at n.</summary>
    /// <returns>Contains the mean of the differences; for bounded ones within ± the range, for others infinite while little is known.</returns>
    /// <remarks>For bounded differences this goes over all of them some dozen times.</remarks>
    public Interval ConfidenceSequence() => _evidence.Interval();

    /// <summary>Everything at once, with the confidence sequence.</summary>
    public SequentialState State() => new(Samples, Mean, EValue, P, ConfidenceSequence(), Decision, DecidedAt);
}
