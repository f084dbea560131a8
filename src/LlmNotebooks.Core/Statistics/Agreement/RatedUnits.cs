using LlmNotebooks.Statistics.Resampling;

namespace LlmNotebooks.Statistics;

/// <summary>Ratings by unit, and Krippendorff's α of them.</summary>
internal sealed class RatedUnits
{
    private readonly MeasurementLevel _level;
    private readonly double[] _values;
    private readonly int[][] _units;
    private readonly double[] _disagreements;
    private readonly int _raters;
    private readonly int _leftOut;

    public RatedUnits(IEnumerable<Rating> ratings, MeasurementLevel level)
    {
        _level = level;
        Dictionary<string, Dictionary<string, double?>> byUnit = new(StringComparer.Ordinal);
        foreach (Rating rating in ratings)
        {
            if (rating.Unit is null || rating.Rater is null) { throw new ArgumentException("A rating has no unit or no rater.", nameof(ratings)); }
            if (!byUnit.TryGetValue(rating.Unit, out Dictionary<string, double?>? unit)) { byUnit.Add(rating.Unit, unit = new(StringComparer.Ordinal)); }
            if (!unit.TryAdd(rating.Rater, rating.Value is { } value && double.IsFinite(value) ? value : null))
            {
                throw new ArgumentException($"'{rating.Rater}' rates '{rating.Unit}' twice.", nameof(ratings));
            }

            if (rating.Value is { } number && double.IsFinite(number) && !FiniteValues.HasFiniteSums(number)) { throw new ArgumentException(FormattableString.Invariant($"'{rating.Rater}' rates '{rating.Unit}' {number}. {FiniteValues.Rule}"), nameof(ratings)); }
            if (level == MeasurementLevel.Ratio && rating.Value < 0) { throw new ArgumentException($"'{rating.Rater}' rates '{rating.Unit}' {rating.Value}; ratings of the ratio level are at least 0.", nameof(ratings)); }
        }

        // In ordinal order, so that the order of ratings cannot change a resample.
        (string Rater, double Value)[][] given = [.. byUnit.OrderBy(unit => unit.Key, StringComparer.Ordinal)
            .Select(unit => unit.Value.Where(rating => rating.Value is not null).Select(rating => (rating.Key, rating.Value!.Value)).ToArray())];
        (string Rater, double Value)[][] pairable = [.. given.Where(unit => unit.Length >= 2)];
        _leftOut = given.Length - pairable.Length;
        _raters = pairable.SelectMany(unit => unit.Select(rating => rating.Rater)).Distinct(StringComparer.Ordinal).Count();
        _values = [.. pairable.SelectMany(unit => unit.Select(rating => rating.Value)).Distinct().Order()];
        _units = [.. pairable.Select(unit => unit.Select(rating => Array.BinarySearch(_values, rating.Value)).Order().ToArray())];
        _disagreements = level == MeasurementLevel.Ordinal ? [] : [.. _units.Select(unit => Disagreement(unit, _values))];
    }

    public AgreementEstimate Estimate(long seed, int resamples, double confidence)
    {
        int[] all = [.. Enumerable.Range(0, _units.Length)];
        AgreementEstimate none = new(null, null, null, confidence, _units.Length, _raters, _units.Sum(unit => unit.Length), _leftOut, null);
        if (_units.Length == 0) { return none with { Reason = "no unit has two ratings" }; }
        if (Alpha(all) is not { } alpha) { return none with { Reason = $"all ratings are {(_level == MeasurementLevel.Nominal ? "the same" : _values[0])}: there is nothing to disagree about" }; }
        AgreementEstimate point = none with { Coefficient = alpha };
        if (_units.Length < 2) { return point with { Reason = "an interval needs at least 2 units" }; }

        int[] drawn = new int[_units.Length];
        List<double> alphas = new(resamples);
        for (int i = 0; i < resamples; i++)
        {
            new RandomLanes(seed, i).Fill(drawn, drawn.Length);
            if (Alpha(drawn) is { } resampled) { alphas.Add(resampled); }
        }

        if (alphas.Count < 2) { return point with { Reason = "in nearly every resample all ratings are equal" }; }
        double[] sorted = [.. alphas.Order()];
        if (sorted[0] == sorted[^1]) { return point with { Reason = $"α is {sorted[0]:0.###} in every resample, which leaves no interval" }; }
        double mean = sorted.Average();
        return point with
        {
            Interval = Quantile.Percentiles(sorted, confidence),
            Se = Math.Sqrt(SampleMoments.Variance(sorted, mean)),
        };
    }

    // 1 − (n − 1) Σ_u Σ_{pairs of u} δ²/(m_u − 1) / Σ_{pairs of all} δ².
    private double? Alpha(int[] units)
    {
        int[] counts = new int[_values.Length];
        int ratings = 0;
        foreach (int unit in units)
        {
            foreach (int value in _units[unit]) { counts[value]++; }
            ratings += _units[unit].Length;
        }

        double[] scale = _level == MeasurementLevel.Ordinal ? MidRanks(counts) : _values;
        double observed = 0;
        foreach (int unit in units) { observed += _level == MeasurementLevel.Ordinal ? Disagreement(_units[unit], scale) : _disagreements[unit]; }
        double expected = Expected(counts, ratings, scale);
        return expected > 0 ? 1 - ((ratings - 1) * observed / expected) : null;
    }

    private double Disagreement(int[] unit, double[] scale)
    {
        double sum = 0;
        for (int i = 0; i < unit.Length; i++)
        {
            for (int j = 0; j < i; j++) { sum += Difference(scale[unit[i]], scale[unit[j]]); }
        }

        return 2 * sum / (unit.Length - 1);
    }

    private double Expected(int[] counts, int ratings, double[] scale)
    {
        if (_level is MeasurementLevel.Interval or MeasurementLevel.Ordinal)
        {
            // Σ_{c,k} n_c n_k (c − k)² = 2n Σ n_c (c − mean)².
            double mean = 0, squares = 0;
            for (int c = 0; c < counts.Length; c++) { mean += counts[c] * scale[c] / ratings; }
            for (int c = 0; c < counts.Length; c++) { squares += counts[c] * (scale[c] - mean) * (scale[c] - mean); }
            return counts.Count(count => count > 0) < 2 ? 0 : 2 * ratings * squares;
        }

        double sum = 0;
        for (int c = 0; c < counts.Length; c++)
        {
            for (int k = 0; k < c && counts[c] > 0; k++) { sum += 2.0 * counts[c] * counts[k] * Difference(scale[c], scale[k]); }
        }

        return sum;
    }

    private double Difference(double c, double k)
    {
        if (c == k) { return 0; }
        return _level switch
        {
            MeasurementLevel.Nominal => 1,
            MeasurementLevel.Ratio => (c - k) / (c + k) * ((c - k) / (c + k)),
            _ => (c - k) * (c - k),
        };
    }

    private static double[] MidRanks(int[] counts)
    {
        double[] ranks = new double[counts.Length];
        int below = 0;
        for (int c = 0; c < counts.Length; c++)
        {
            ranks[c] = below + (counts[c] / 2.0);
            below += counts[c];
        }

        return ranks;
    }
}
