namespace LlmNotebooks.Charts;

/// <summary>The observations of one group, sorted, and the few of them that are drawn.</summary>
internal sealed class ValueGroup
{
    public const int MostPoints = 400;
    private const int MostForShape = 5_000;
    private const int FewestForDensity = 8;

    // Steps of the golden ratio spread any number of points evenly.
    private static readonly double GoldenStep = (Math.Sqrt(5) - 1) / 2;

    private readonly double[] _sorted;

    public ValueGroup(string name, IEnumerable<double> values)
    {
        Name = name;
        _sorted = [.. values.Order()];
        Points = ByRank(MostPoints);
        Shape = ByRank(MostForShape);
    }

    public string Name { get; }

    public int Count => _sorted.Length;

    public double Lowest => _sorted[0];

    public double Highest => _sorted[^1];

    public double Median => (_sorted[(Count - 1) / 2] + _sorted[Count / 2]) / 2;

    /// <summary>Values drawn one by one.</summary>
    public double[] Points { get; }

    /// <summary>Values behind the density and the quartiles.</summary>
    public double[] Shape { get; }

    public bool IsThinned => Points.Length < Count;

    /// <summary>A density of few or of equal values would be an invention.</summary>
    public bool HasDensity => Count >= FewestForDensity && Highest > Lowest;

    public string Summary => $"median {ChartNumber.Show(Median)}, lowest {ChartNumber.Show(Lowest)}, highest {ChartNumber.Show(Highest)}";

    /// <summary>Sideways place of the i-th point, within [-0.5, 0.5).</summary>
    public static double Scatter(int i) => (i + 0.5) * GoldenStep % 1 - 0.5;

    private double[] ByRank(int most) => Count <= most
        ? _sorted
        : [.. Enumerable.Range(0, most).Select(i => _sorted[(int)((long)i * (Count - 1) / (most - 1))])];
}
