namespace LlmNotebooks.Statistics;

/// <summary>Every pair of several models compared on the same items, with p-values adjusted for the number of pairs, and letters for those that are not told apart.</summary>
/// <remarks>
/// Paired and clustered as <see cref="PairedComparison"/>; adjusted by Holm (1979), Scandinavian Journal of Statistics 6:65–70, which holds the probability of even one
/// false difference to α whatever the models have in common; letters by <see cref="CompactLetters"/>. All pairs are compared on the items that all models have scores for.
/// </remarks>
public sealed record AllPairs
{
    private AllPairs(IReadOnlyList<ComparedPair> pairs, CompactLetters letters, double confidence) => (Pairs, Letters, Confidence) = (pairs, letters, confidence);

    /// <summary>The pairs: the first model with each of the others, then the second, and so on, by mean.</summary>
    public IReadOnlyList<ComparedPair> Pairs { get; }

    /// <summary>The models, highest mean first, and the groups that are not told apart.</summary>
    public CompactLetters Letters { get; }

    /// <summary>1 − α, for all pairs together, in (0, 1).</summary>
    public double Confidence { get; }

    /// <summary>Compares all pairs.</summary>
    /// <param name="models">At least two, by name, each with its observations; repetitions repeat the item. Null and NaN scores are missing.</param>
    /// <param name="confidence">1 − α, in (0, 1).</param>
    /// <exception cref="ArgumentException">There are fewer than two models, a name is blank, or an item is in two clusters.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is not in (0, 1).</exception>
    public static AllPairs Compare(IReadOnlyDictionary<string, IEnumerable<ItemScore>> models, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(models);
        Distribution.ValidConfidence(confidence);
        if (models.Count < 2) { throw new ArgumentException($"There are {models.Count} models; pairs need at least 2.", nameof(models)); }
        (string Name, ItemScore[] Scores)[] shared = Shared(models);
        List<PairedComparison> comparisons = [];
        for (int i = 0; i < shared.Length; i++)
        {
            for (int j = i + 1; j < shared.Length; j++) { comparisons.Add(PairedComparison.Compare(shared[i].Name, shared[i].Scores, shared[j].Name, shared[j].Scores, confidence)); }
        }

        double?[] p = [.. comparisons.Select(PValue)];
        Queue<double> holm = new(MultipleComparisons.Holm([.. p.OfType<double>()]));
        ComparedPair[] pairs = [.. comparisons.Zip(p, (comparison, raw) =>
        {
            double? adjusted = raw is null ? null : holm.Dequeue();
            return new ComparedPair(comparison, raw, adjusted, adjusted < 1 - confidence);
        })];
        return new AllPairs(pairs, CompactLetters.Of([.. shared.Select(model => model.Name)], pairs.Where(pair => pair.Differs).Select(pair => (pair.Comparison.A.Name, pair.Comparison.B.Name))), confidence);
    }

    // By mean over the shared items, as a ranking is.
    private static (string Name, ItemScore[] Scores)[] Shared(IReadOnlyDictionary<string, IEnumerable<ItemScore>> models)
    {
        (string Name, ItemScore[] Scores, ItemScores Items)[] all = [.. models.Select(model =>
        {
            ItemScore[] scores = [.. model.Value];
            return (model.Key, scores, new ItemScores(scores));
        })];
        HashSet<string> items = new(all[0].Items.Items, StringComparer.Ordinal);
        foreach ((_, _, ItemScores scores) in all) { items.IntersectWith(scores.Items); }
        string[] ordered = [.. items.Order(StringComparer.Ordinal)];
        return [.. all.Select(model => (model.Name, Scores: model.Scores.Where(score => items.Contains(score.Item)).ToArray(), Mean: ordered.Sum(model.Items.MeanOf)))
            .OrderByDescending(model => model.Mean).ThenBy(model => model.Name, StringComparer.Ordinal).Select(model => (model.Name, model.Scores))];
    }

    private static double? PValue(PairedComparison comparison) => comparison switch
    {
        { Verdict: ComparisonVerdict.NotComparable } => null,
        { P: { } p } => p,
        // Every cluster differs by the same: by nothing, or all of them to one side.
        _ when comparison.Reason == PairedScores.NoDifference => 1,
        _ => SignTest.UnanimousP(comparison.Clusters),
    };
}
