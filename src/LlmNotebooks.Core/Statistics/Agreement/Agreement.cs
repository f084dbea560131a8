namespace LlmNotebooks.Statistics;

/// <summary>Agreement of raters beyond chance.</summary>
public static class Agreement
{
    /// <summary>Krippendorff's α of numbers, with missing ratings and any number of raters.</summary>
    /// <param name="ratings">In any order; null and NaN values are missing.</param>
    /// <param name="level">What the numbers mean.</param>
    /// <param name="seed">Of the resampling: any number; the same gives the same.</param>
    /// <param name="resamples">Of the units, for the interval; at least 100. Default 2,000.</param>
    /// <param name="confidence">Two-sided level of the interval, in (0, 1).</param>
    /// <remarks>
    /// α = 1 − D_o/D_e over the coincidences of values within units with at least two ratings: Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability",
    /// University of Pennsylvania. The ordinal difference between two values is that between their mid-ranks among all ratings. The interval is the percentile
    /// interval of resampled units, the standard error their standard deviation; resamples in which all ratings are equal have no α and are left out.
    /// </remarks>
    /// <exception cref="ArgumentException">A rater rates a unit twice, or a rating of the ratio level is negative.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="resamples"/> or <paramref name="confidence"/> is out of range.</exception>
    public static AgreementEstimate Alpha(IEnumerable<Rating> ratings, MeasurementLevel level, long seed = 1, int resamples = 2_000, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        if (!Enum.IsDefined(level)) { throw new ArgumentOutOfRangeException(nameof(level), level, "Not a level of measurement."); }
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 100);
        Distribution.ValidConfidence(confidence);
        return new RatedUnits(ratings, level).Estimate(seed, resamples, confidence);
    }

    /// <summary>Krippendorff's α of categories (nominal), with missing ratings and any number of raters.</summary>
    /// <param name="ratings">In any order; null categories are missing.</param>
    /// <param name="seed">Of the resampling: any number; the same gives the same.</param>
    /// <param name="resamples">Of the units, for the interval; at least 100. Default 2,000.</param>
    /// <param name="confidence">Two-sided level of the interval, in (0, 1).</param>
    /// <exception cref="ArgumentException">A rater rates a unit twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="resamples"/> or <paramref name="confidence"/> is out of range.</exception>
    public static AgreementEstimate NominalAlpha(IEnumerable<CategoryRating> ratings, long seed = 1, int resamples = 2_000, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        return Alpha(ratings.Select(rating => new Rating(rating.Unit, rating.Rater, rating.Category is { } category ? ItemScores.Number(numbers, category) : null)), MeasurementLevel.Nominal, seed, resamples, confidence);
    }

    /// <summary>Cohen's κ of two raters.</summary>
    /// <param name="first">The first rater's categories, unit by unit; null where missing.</param>
    /// <param name="second">The second rater's, of the same units in the same order.</param>
    /// <param name="weights">Credit for categories that differ. Default none.</param>
    /// <param name="order">The categories in their order, for weights; all that occur. Categories that never occur count as steps.</param>
    /// <param name="confidence">Two-sided level of the interval, in (0, 1).</param>
    /// <remarks>
    /// κ = (p_o − p_e)/(1 − p_e): Cohen (1960), Educ. Psychol. Meas. 20:37–46; weighted: Cohen (1968), Psychol. Bull. 70:213–220. The standard error is that for large
    /// samples of Fleiss, Cohen and Everitt (1969), Psychol. Bull. 72:323–327, the interval κ ± z·SE, not clipped. Units that only one has rated are left out.
    /// </remarks>
    /// <exception cref="ArgumentException">The raters have different numbers of units, weights have no order, or a category is missing from it or in it twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> or <paramref name="weights"/> is out of range.</exception>
    public static AgreementEstimate Kappa(IReadOnlyList<string?> first, IReadOnlyList<string?> second, KappaWeights weights = KappaWeights.Unweighted, IReadOnlyList<string>? order = null, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        Distribution.ValidConfidence(confidence);
        if (!Enum.IsDefined(weights)) { throw new ArgumentOutOfRangeException(nameof(weights), weights, "Not a kind of weights."); }
        if (first.Count != second.Count) { throw new ArgumentException($"The raters have {first.Count} and {second.Count} units; they must have the same.", nameof(second)); }
        if (weights != KappaWeights.Unweighted && order is null) { throw new ArgumentException("Weights need the categories in their order.", nameof(order)); }
        return new ConfusionTable(first, second, order).Kappa(weights, confidence);
    }
}
