namespace LlmNotebooks.Statistics;

/// <summary>Takes the variance of a pilot's differences apart.</summary>
internal sealed class PilotVariance
{
    // What is left of equal differences after rounding.
    private const double Rounding = 1e-24;

    private readonly ItemScores _a;
    private readonly ItemScores _b;
    private readonly string[] _items;

    public PilotVariance(ItemScores a, ItemScores b)
    {
        (_a, _b) = (a, b);
        _items = a.SharedWith(b, "the first model", "the second");
    }

    /// <exception cref="ArgumentException">The pilot says nothing about differences.</exception>
    public PairedDesign Design(string name)
    {
        (PairedDesign? design, string? reason) = Find(name);
        return design ?? throw new ArgumentException($"The pilot says nothing about how much differences vary: {reason}.", name);
    }

    /// <summary>The design, or why the pilot has none.</summary>
    public (PairedDesign? Design, string? Reason) Find(string name)
    {
        (ItemMoments A, ItemMoments B)[] pairs = [.. _items.Select(item => (_a.MomentsOf(item), _b.MomentsOf(item)))];
        double[] differences = [.. pairs.Select(pair => pair.A.Mean - pair.B.Mean)];
        double[][] clusters = [.. _items.Zip(differences).GroupBy(pair => _a.ClusterOf(pair.First), pair => pair.Second, StringComparer.Ordinal).Select(cluster => cluster.ToArray())];
        if (clusters.Length < 2) { return (null, $"it has {_items.Length} items in {clusters.Length} clusters with scores from both models, and variances need at least 2 clusters"); }
        double mean = SampleMoments.Mean(differences, name), observed = SampleMoments.Variance(differences, mean);
        double largest = pairs.Max(pair => Math.Max(Math.Abs(pair.A.Mean), Math.Abs(pair.B.Mean)));
        if (observed <= Rounding * largest * largest) { return (null, FormattableString.Invariant($"its {_items.Length} differences are all {mean}")); }

        double? withinA = Within(pairs.Select(pair => pair.A)), withinB = Within(pairs.Select(pair => pair.B));
        double explained = withinA is { } a && withinB is { } b ? pairs.Average(pair => (a / pair.A.Observations) + (b / pair.B.Observations)) : 0;
        double size = (double)_items.Length / clusters.Length;
        double spread = Math.Sqrt(clusters.Average(cluster => (cluster.Length - size) * (cluster.Length - size)));
        PairedDesign design = new()
        {
            VarianceBetween = Math.Max(0, observed - explained),
            VarianceWithin = withinA + withinB,
            ClusterSize = size,
            ClusterSizeVariation = spread / size,
            Icc = Icc(clusters, mean),
            Source = $"a pilot of {_items.Length} items in {clusters.Length} clusters with {pairs.Sum(pair => pair.A.Observations)} and {pairs.Sum(pair => pair.B.Observations)} scores",
        };
        return (design, null);
    }

    private static double? Within(IEnumerable<ItemMoments> items)
    {
        double squares = 0;
        int degreesOfFreedom = 0;
        foreach (ItemMoments item in items)
        {
            squares += item.SquaredDeviations;
            degreesOfFreedom += item.Observations - 1;
        }

        return degreesOfFreedom == 0 ? null : squares / degreesOfFreedom;
    }

    // (MSB − MSW)/(MSB + (m₀ − 1)MSW), m₀ = (n − Σm²/n)/(C − 1).
    private static double Icc(double[][] clusters, double mean)
    {
        int items = clusters.Sum(cluster => cluster.Length);
        if (items == clusters.Length) { return 0; }
        double between = 0, within = 0;
        foreach (double[] cluster in clusters)
        {
            double average = cluster.Average();
            between += cluster.Length * (average - mean) * (average - mean);
            within += cluster.Sum(difference => (difference - average) * (difference - average));
        }

        between /= clusters.Length - 1;
        within /= items - clusters.Length;
        double size = (items - (clusters.Sum(cluster => (double)cluster.Length * cluster.Length) / items)) / (clusters.Length - 1);
        return Math.Clamp((between - within) / (between + ((size - 1) * within)), 0, 1);
    }
}
