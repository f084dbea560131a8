namespace LlmNotebooks.Statistics;

/// <summary>A ranking of models by their mean score on the same items, with how sure each rank is.</summary>
/// <remarks>
/// Resamples draw whole clusters of items with replacement and rank the models' means on them; every model sees the same draw, so that what items have in common cancels.
/// Hall and Miller (2009), "Using the bootstrap to quantify the authority of an empirical ranking", Ann. Stat. 37:3929–3959. Higher scores are better, unless it is made for scores of which lower ones are.
/// </remarks>
public sealed record Ranking
{
    /// <summary>The models, best mean first; of one mean, by name. Empty where there is no ranking.</summary>
    public required IReadOnlyList<RankedModel> Models { get; init; }

    /// <summary>[i][j]: share of the resamples in which model i of <see cref="Models"/> has a better mean than model j, ties as halves.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> ProbabilityAbove { get; init; }

    /// <summary>n, items that all models have scores for.</summary>
    public required int Items { get; init; }

    /// <summary>C, clusters of those items.</summary>
    public required int Clusters { get; init; }

    /// <summary>Items left out because a model has no score for them, in ordinal order.</summary>
    public required IReadOnlyList<string> LeftOut { get; init; }

    /// <summary>Resamples that were drawn.</summary>
    public required int Resamples { get; init; }

    /// <summary>Seed of the resampling.</summary>
    public required long Seed { get; init; }

    /// <summary>Two-sided level of the rank intervals, in (0, 1).</summary>
    public required double Confidence { get; init; }

    /// <summary>Why there is no ranking; null where there is one.</summary>
    public string? Reason { get; init; }

    /// <summary>Ranks models by resampling.</summary>
    /// <param name="models">At least two, by name, each with its observations; repetitions repeat the item. Null and NaN scores are missing.</param>
    /// <param name="seed">Of the resampling: any number; the same gives the same.</param>
    /// <param name="resamples">At least 100. Default 10,000.</param>
    /// <param name="confidence">Two-sided level of the rank intervals, in (0, 1).</param>
    /// <exception cref="ArgumentException">There are fewer than two models, or an item is in two clusters.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="resamples"/> or <paramref name="confidence"/> is out of range.</exception>
    public static Ranking Bootstrap(IReadOnlyDictionary<string, IEnumerable<ItemScore>> models, long seed = 1, int resamples = 10_000, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 100);
        Distribution.ValidConfidence(confidence);
        if (models.Count < 2) { throw new ArgumentException($"There are {models.Count} models; a ranking needs at least 2.", nameof(models)); }
        return new RankedScores(models.Select(model => (model.Key, new ItemScores(model.Value)))).Rank(seed, resamples, confidence);
    }
}
