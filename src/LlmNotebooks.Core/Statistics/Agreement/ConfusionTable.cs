namespace LlmNotebooks.Statistics;

/// <summary>How often two raters gave which categories to the same units.</summary>
internal sealed class ConfusionTable
{
    private readonly double[,] _shares;
    private readonly int _categories;
    private readonly int _units;
    private readonly int _leftOut;

    public ConfusionTable(IReadOnlyList<string?> first, IReadOnlyList<string?> second, IReadOnlyList<string>? order)
    {
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        foreach (string category in order ?? [.. first.Concat(second).OfType<string>().Distinct(StringComparer.Ordinal)])
        {
            if (!numbers.TryAdd(category, numbers.Count)) { throw new ArgumentException($"Category '{category}' is in the order twice.", nameof(order)); }
        }

        _categories = numbers.Count;
        _shares = new double[_categories, _categories];
        foreach ((string? a, string? b) in first.Zip(second))
        {
            if (a is null || b is null)
            {
                _leftOut++;
                continue;
            }

            _shares[Number(numbers, a, nameof(order)), Number(numbers, b, nameof(order))]++;
            _units++;
        }

        for (int i = 0; i < _categories; i++)
        {
            for (int j = 0; j < _categories; j++) { _shares[i, j] /= Math.Max(1, _units); }
        }
    }

    public AgreementEstimate Kappa(KappaWeights weights, double confidence)
    {
        AgreementEstimate none = new(null, null, null, confidence, _units, 2, 2 * _units, _leftOut, null);
        if (_units == 0) { return none with { Reason = "no unit has two ratings" }; }
        double[] rows = new double[_categories], columns = new double[_categories];
        for (int i = 0; i < _categories; i++)
        {
            for (int j = 0; j < _categories; j++)
            {
                rows[i] += _shares[i, j];
                columns[j] += _shares[i, j];
            }
        }

        double observed = 0, expected = 0;
        double[] rowCredit = new double[_categories], columnCredit = new double[_categories];
        for (int i = 0; i < _categories; i++)
        {
            for (int j = 0; j < _categories; j++)
            {
                double w = Weight(weights, i, j);
                observed += w * _shares[i, j];
                expected += w * rows[i] * columns[j];
                rowCredit[i] += w * columns[j];
                columnCredit[j] += w * rows[i];
            }
        }

        if (1 - expected <= 1e-14) { return none with { Reason = "both raters gave one and the same category to every unit: there is nothing to disagree about" }; }
        double kappa = (observed - expected) / (1 - expected), variance = 0;
        for (int i = 0; i < _categories; i++)
        {
            for (int j = 0; j < _categories; j++)
            {
                double deviation = Weight(weights, i, j) - ((rowCredit[i] + columnCredit[j]) * (1 - kappa));
                variance += _shares[i, j] * deviation * deviation;
            }
        }

        double shift = kappa - (expected * (1 - kappa));
        double se = Math.Sqrt(Math.Max(0, variance - (shift * shift)) / _units) / (1 - expected);
        if (_units < 2) { return none with { Coefficient = kappa, Reason = "an interval needs at least 2 units" }; }
        if (se <= 1e-12) { return none with { Coefficient = kappa, Reason = kappa > 0 ? "the raters agree on every unit, which leaves no standard error" : "the raters agree on no unit, which leaves no standard error" }; }
        double half = Distribution.NormalCritical(confidence) * se;
        return none with { Coefficient = kappa, Se = se, Interval = new Interval(kappa - half, kappa + half) };
    }

    private double Weight(KappaWeights weights, int i, int j)
    {
        double apart = i == j ? 0 : Math.Abs(i - j) / (_categories - 1.0);
        return weights switch
        {
            KappaWeights.Linear => 1 - apart,
            KappaWeights.Quadratic => 1 - (apart * apart),
            _ => i == j ? 1 : 0,
        };
    }

    private static int Number(Dictionary<string, int> numbers, string category, string name) =>
        numbers.TryGetValue(category, out int number) ? number : throw new ArgumentException($"Category '{category}' is not in the order: {string.Join(", ", numbers.Keys)}.", name);
}
