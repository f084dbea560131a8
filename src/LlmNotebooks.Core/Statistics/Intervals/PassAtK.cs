namespace LlmNotebooks.Statistics;

/// <summary>Probabilities of solving an item in k attempts, from n attempts of which c did.</summary>
public static class PassAtK
{
    /// <summary>pass@k: the probability that at least one of k attempts solves the item.</summary>
    /// <param name="samples">n, attempts, at least k.</param>
    /// <param name="correct">c, those that solved it, from 0 to n.</param>
    /// <param name="k">At least 1.</param>
    /// <returns>In [0, 1], unbiased.</returns>
    /// <remarks>1 − C(n−c, k)/C(n, k), as 1 − ∏_{i=n−c+1}^{n}(1 − k/i): Chen et al. (2021), "Evaluating Large Language Models Trained on Code", arXiv:2107.03374.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static double Any(int samples, int correct, int k)
    {
        Valid(samples, correct, k);
        if (samples - correct < k) { return 1; }
        double none = 1;
        for (int i = samples - correct + 1; i <= samples; i++) { none *= 1 - ((double)k / i); }
        return 1 - none;
    }

    /// <summary>pass^k: the probability that all of k attempts solve the item.</summary>
    /// <param name="samples">n, attempts, at least k.</param>
    /// <param name="correct">c, those that solved it, from 0 to n.</param>
    /// <param name="k">At least 1.</param>
    /// <returns>In [0, 1], unbiased.</returns>
    /// <remarks>C(c, k)/C(n, k): Yao et al. (2024), "τ-bench: A Benchmark for Tool-Agent-User Interaction in Real-World Domains", arXiv:2406.12045.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static double All(int samples, int correct, int k)
    {
        Valid(samples, correct, k);
        double all = 1;
        for (int i = 0; i < k && all > 0; i++) { all *= (double)Math.Max(0, correct - i) / (samples - i); }
        return all;
    }

    /// <summary>Both, as means over items with clustered intervals.</summary>
    /// <param name="items">Each item once.</param>
    /// <param name="k">At least 1.</param>
    /// <param name="confidence">Two-sided level, in (0, 1).</param>
    /// <exception cref="ArgumentException">An item is there twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/>, <paramref name="confidence"/> or a count is out of range.</exception>
    public static PassAtKEstimate Estimate(IEnumerable<SolvedCount> items, int k, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        List<ItemScore> any = [], all = [];
        Dictionary<string, string> missing = new(StringComparer.Ordinal);
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (SolvedCount item in items)
        {
            if (item.Item is null) { throw new ArgumentException("A count has no item.", nameof(items)); }
            if (!seen.Add(item.Item)) { throw new ArgumentException($"Item '{item.Item}' is there twice.", nameof(items)); }
            ArgumentOutOfRangeException.ThrowIfNegative(item.Samples, nameof(items));
            ValidCorrect(item.Correct, item.Samples, nameof(items));
            if (item.Samples < k)
            {
                missing.Add(item.Item, $"{item.Samples} of the {k} attempts that it takes");
                continue;
            }

            any.Add(new ItemScore(item.Item, Any(item.Samples, item.Correct, k), item.Cluster));
            all.Add(new ItemScore(item.Item, All(item.Samples, item.Correct, k), item.Cluster));
        }

        return new PassAtKEstimate(k, ClusteredMean.Estimate(any, confidence, ScoreRange.Unit), ClusteredMean.Estimate(all, confidence, ScoreRange.Unit), missing);
    }

    /// <summary>Both, from one score per attempt.</summary>
    /// <param name="observations">Repetitions repeat the item; null and NaN scores are no attempts.</param>
    /// <param name="k">At least 1.</param>
    /// <param name="solvedFrom">The score from which on an attempt solves its item. Default 1.</param>
    /// <param name="confidence">Two-sided level, in (0, 1).</param>
    /// <exception cref="ArgumentException">An item is in two clusters.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> or <paramref name="confidence"/> is out of range, or <paramref name="solvedFrom"/> is NaN.</exception>
    public static PassAtKEstimate FromScores(IEnumerable<ItemScore> observations, int k, double solvedFrom = 1, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(observations);
        if (double.IsNaN(solvedFrom)) { throw new ArgumentOutOfRangeException(nameof(solvedFrom), solvedFrom, "Must be a number."); }
        ItemScore[] all = [.. observations];

        // Throws where an item is in two clusters.
        _ = new ItemScores(all);
        return Estimate(
            all.GroupBy(observation => observation.Item, StringComparer.Ordinal).Select(item => new SolvedCount(
                item.Key,
                item.Count(observation => observation.Score is { } score && double.IsFinite(score)),
                item.Count(observation => observation.Score is { } score && double.IsFinite(score) && score >= solvedFrom),
                item.First().Cluster)),
            k,
            confidence);
    }

    private static void Valid(int samples, int correct, int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, k);
        ValidCorrect(correct, samples, nameof(correct));
    }

    private static void ValidCorrect(int correct, int samples, string name)
    {
        if (correct < 0 || correct > samples) { throw new ArgumentOutOfRangeException(name, correct, $"Must be from 0 to {samples}."); }
    }
}
