using LlmNotebooks.Statistics;

namespace LlmNotebooks.Charts;

/// <summary>The observations of one group, sorted, and the few of them that are drawn.</summary>
internal sealed class ValueGroup
{
    public const int MostPoints = 400;
    private const int FewestForDensity = 8;

    // Steps of the golden ratio spread any number of points evenly.
    private static readonly double GoldenStep = (Math.Sqrt(5) - 1) / 2;

    private readonly double[] _sorted;

    public ValueGroup(string name, IEnumerable<double> values)
    {
        Name = name;
        _sorted = [.. values.Order()];
        Points = Count <= MostPoints
            ? _sorted
            : [.. Enumerable.Range(0, MostPoints).Select(i => _sorted[(int)((long)i * (Count - 1) / (MostPoints - 1))])];
    }

    public string Name { get; }

    public int Count => _sorted.Length;

    public double Lowest => _sorted[0];

    public double Highest => _sorted[^1];

    public double Median => QuantileAt(0.5);

    /// <summary>Values drawn one by one: all, or some evenly spaced by rank, both ends among them.</summary>
    public double[] Points { get; }

    public bool IsThinned => Points.Length < Count;

    /// <summary>A density of few or of equal values would be an invention.</summary>
    public bool HasDensity => Count >= FewestForDensity && Highest > Lowest;

    public string Summary => $"median {ChartNumber.Show(Median)}, 95% at most {ChartNumber.Show(QuantileAt(0.95))}, highest {ChartNumber.Show(Highest)}";

    /// <summary>Sideways place of the i-th point, within [-0.5, 0.5).</summary>
    public static double Scatter(int i) => (i + 0.5) * GoldenStep % 1 - 0.5;

    public double QuantileAt(double p) => Quantile.Of(_sorted, p);

    /// <summary>The density as it lies on the axis: of the logarithms where that is logarithmic; the highest is 1.</summary>
    public (double[] At, double[] Height) Shape(bool isLog)
    {
        (double[] at, double[] density) = Density.Of(isLog ? [.. _sorted.Select(Math.Log10)] : _sorted);
        double highest = density.Max();
        return (isLog ? [.. at.Select(x => Math.Pow(10, x))] : at, [.. density.Select(d => d / highest)]);
    }
}
