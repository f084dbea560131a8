using LlmNotebooks.Statistics.Resampling;

namespace LlmNotebooks.Statistics;

/// <summary>Strengths from pairwise judgements: A beats B with probability s_A/(s_A + s_B).</summary>
/// <remarks>
/// Bradley and Terry (1952), Biometrika 39:324–345; a tie counts as half a win for each. The likelihood has a maximum only where every side can be reached from every
/// other over wins (Ford 1957, Am. Math. Mon. 64(8):28–33); where it has none, <see cref="Reason"/> says who stands apart and there are no strengths.
/// The maximum is found by Newton's method. Hunter (2004), "MM algorithms for generalized Bradley–Terry models", Ann. Stat. 32:384–406, has the model and its conditions.
/// </remarks>
public sealed record BradleyTerry
{
    private BradleyTerry(IReadOnlyList<BradleyTerryRating> ratings, double confidence, int resamples, int resamplesWithoutFit, string? reason) =>
        (Ratings, Confidence, Resamples, ResamplesWithoutFit, Reason) = (ratings, confidence, resamples, resamplesWithoutFit, reason);

    /// <summary>The sides, strongest first; by name where there is no fit.</summary>
    public IReadOnlyList<BradleyTerryRating> Ratings { get; }

    /// <summary>Two-sided level of the intervals, in (0, 1).</summary>
    public double Confidence { get; }

    /// <summary>Resamples of the judgements that were drawn.</summary>
    public int Resamples { get; }

    /// <summary>Those of them whose likelihood has no maximum; they are left out of the bootstrap intervals, which are then too narrow.</summary>
    public int ResamplesWithoutFit { get; }

    /// <summary>Why there are no strengths; null where there are.</summary>
    public string? Reason { get; }

    /// <summary>Fits the strengths.</summary>
    /// <param name="judgements">In any order.</param>
    /// <param name="seed">Of the resampling: any number; the same gives the same.</param>
    /// <param name="resamples">Of the judgements, for bootstrap intervals; 0 (default) for none, else at least 100.</param>
    /// <param name="confidence">Two-sided level of the intervals, in (0, 1).</param>
    /// <exception cref="ArgumentException">A judgement has no name, or one name on both sides.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="resamples"/> or <paramref name="confidence"/> is out of range.</exception>
    /// <exception cref="MathNet.Numerics.NonConvergenceException">Newton's method does not converge.</exception>
    public static BradleyTerry Fit(IEnumerable<PairwiseJudgement> judgements, long seed = 1, int resamples = 0, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(judgements);
        Distribution.ValidConfidence(confidence);
        if (resamples is not 0 and < 100) { throw new ArgumentOutOfRangeException(nameof(resamples), resamples, "Must be 0 or at least 100."); }
        WinGraph graph = new(judgements);
        double[,] wins = graph.Wins();
        if (graph.WhyNoMaximum(wins) is { } reason) { return new BradleyTerry([.. graph.Names.Select((name, i) => Bare(graph, wins, name, i))], confidence, 0, 0, reason); }

        double[] fit = BradleyTerryLikelihood.Maximise(wins), errors = BradleyTerryLikelihood.StandardErrors(wins, fit);
        List<double>[] drawn = [.. graph.Names.Select(_ => new List<double>(resamples))];
        int without = 0;
        int[] positions = new int[graph.Judgements];
        for (int i = 0; i < resamples; i++)
        {
            new RandomLanes(seed, i).Fill(positions, positions.Length);
            double[,] resampled = graph.Resample(positions);
            if (graph.WhyNoMaximum(resampled) is not null)
            {
                without++;
                continue;
            }

            double[] strengths = BradleyTerryLikelihood.Maximise(resampled, fit);
            for (int j = 0; j < strengths.Length; j++) { drawn[j].Add(strengths[j]); }
        }

        double z = Distribution.NormalCritical(confidence), largest = fit.Max();
        double total = fit.Sum(strength => Math.Exp(strength - largest));
        IEnumerable<BradleyTerryRating> ratings = graph.Names.Select((name, i) => Bare(graph, wins, name, i) with
        {
            Score = Math.Exp(fit[i] - largest) / total,
            LogStrength = fit[i],
            Se = errors[i],
            Interval = new Interval(fit[i] - (z * errors[i]), fit[i] + (z * errors[i])),
            BootstrapInterval = drawn[i].Count < 100 ? null : Quantile.Percentiles([.. drawn[i].Order()], confidence),
        });
        return new BradleyTerry([.. ratings.OrderByDescending(rating => rating.LogStrength).ThenBy(rating => rating.Name, StringComparer.Ordinal)], confidence, resamples, without, null);
    }

    /// <summary>Probability that one beats another; null where there are no strengths.</summary>
    /// <exception cref="ArgumentException">A name is not among the sides.</exception>
    public double? Probability(string name, string over) =>
        Find(name, nameof(name)).LogStrength is { } one && Find(over, nameof(over)).LogStrength is { } other ? 1 / (1 + Math.Exp(other - one)) : null;

    private static BradleyTerryRating Bare(WinGraph graph, double[,] wins, string name, int index)
    {
        double won = 0;
        for (int j = 0; j < graph.Names.Count; j++) { won += wins[index, j]; }
        return new BradleyTerryRating(name, graph.JudgementsOf(index), won, null, null, null, null, null);
    }

    private BradleyTerryRating Find(string name, string parameter) =>
        Ratings.FirstOrDefault(rating => rating.Name == name) ?? throw new ArgumentException($"'{name}' is not among {string.Join(", ", Ratings.Select(rating => rating.Name))}.", parameter);
}
