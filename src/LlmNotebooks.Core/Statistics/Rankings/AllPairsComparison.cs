namespace LlmNotebooks.Statistics;

/// <summary>Several models on the same items: which can be told apart, who is first and how sure that is.</summary>
/// <remarks>
/// Every pair is a <see cref="PairedComparison"/> on the items that both have scores for. p-values are adjusted by Holm over the k(k−1)/2 pairs of models
/// that have scores, also those pairs without a p-value, so that what the scores show does not make the family smaller; two are told apart where the
/// adjusted p-value is below 1 − <see cref="Confidence"/>. Holm (1979), Scandinavian Journal of Statistics 6:65–70.
/// The simultaneous intervals are Bonferroni's, each at 1 − (1 − <see cref="Confidence"/>)/m for m pairs: they all hold together, whatever the dependence.
/// Holm's step-down tests are the sharper, so that a pair may be told apart although its simultaneous interval contains 0.
/// Letters follow from the pairs (<see cref="CompactLetters"/>), ranks from resamples of the items that all models have (<see cref="Statistics.Ranking"/>);
/// a model without any score is left out of all three and named. Higher scores are better.
/// </remarks>
public sealed record AllPairsComparison
{
    /// <summary>The models, highest mean first, of one mean by name; those without scores last.</summary>
    public required IReadOnlyList<ComparedModel> Models { get; init; }

    /// <summary>All pairs of models with scores, in the order of <see cref="Models"/>.</summary>
    public required IReadOnlyList<ModelPair> Pairs { get; init; }

    /// <summary>The ranking; without models, and with the reason, where the scores allow none.</summary>
    public required Ranking Ranking { get; init; }

    /// <summary>The groups of models that cannot be told apart.</summary>
    public required CompactLetters Letters { get; init; }

    /// <summary>Level of the means' and rank intervals, and at which verdicts and simultaneous intervals hold together; in (0, 1).</summary>
    public required double Confidence { get; init; }

    /// <summary>Whether the lower score is the better one. Default false.</summary>
    public bool LowerIsBetter { get; init; }

    /// <summary>Level of each single simultaneous interval; <see cref="Confidence"/> where there is one pair or none.</summary>
    public double PairConfidence => 1 - ((1 - Confidence) / Math.Max(1, Pairs.Count));

    /// <summary>What it says, in sentences.</summary>
    public string Words => AllPairsWords.Of(this);

    /// <summary>Compares all models with each other.</summary>
    /// <param name="models">At least two, by name, each with its observations in any order; repetitions repeat the item. Null and NaN scores are missing.</param>
    /// <param name="seed">Of the resampling. Default 1.</param>
    /// <param name="resamples">Of the ranking, at least 100. Default 10,000.</param>
    /// <param name="confidence">Two-sided level, in (0, 1).</param>
    /// <param name="range">What scores there can be, for the intervals of the means; null where that is not known: if all scores of all models are 0 or 1, from 0 to 1.</param>
    /// <param name="lowerIsBetter">Whether the model with the lower scores is the better one.</param>
    /// <exception cref="ArgumentException">There are fewer than two models, one has no name, or an item is in two clusters.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> or <paramref name="resamples"/> is out of range.</exception>
    public static AllPairsComparison Compare(IReadOnlyDictionary<string, IEnumerable<ItemScore>> models, long seed = 1, int resamples = 10_000, double confidence = 0.95, ScoreRange? range = null, bool lowerIsBetter = false)
    {
        ArgumentNullException.ThrowIfNull(models);
        Distribution.ValidConfidence(confidence);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 100);
        if (models.Count < 2) { throw new ArgumentException($"A comparison needs at least 2 models, not {models.Count}.", nameof(models)); }
        if (models.Keys.Any(string.IsNullOrWhiteSpace)) { throw new ArgumentException("A model has no name.", nameof(models)); }
        return new AllPairs(models, confidence, range, lowerIsBetter).Compare(seed, resamples);
    }

    /// <summary><see cref="Words"/>.</summary>
    public override string ToString() => Words;
}
