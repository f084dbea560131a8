using System.Globalization;

namespace LlmNotebooks.Pricing.Ownership;

/// <summary>A number that is known, or known to lie in a range.</summary>
/// <remarks>
/// Calculations without chance take the <see cref="Median"/>; Monte Carlo draws by the <see cref="Quantile"/> function. A property that takes
/// one has a range of its own: a <see cref="Normal"/> is truncated to it, a <see cref="Measured"/> limited to it, and any other that leaves it is refused.
/// </remarks>
public sealed record Uncertain
{
    private const double LeastProbability = 1e-6;

    private readonly Shape _shape;
    private readonly decimal _centre;
    private readonly decimal _below;
    private readonly decimal _above;
    private readonly double _confidence;
    private readonly decimal? _lowest;
    private readonly decimal? _highest;

    private Uncertain(Shape shape, decimal centre, decimal below, decimal above, decimal? lowest, decimal? highest, double confidence = 0)
    {
        (_shape, _centre, _below, _above, _lowest, _highest, _confidence) = (shape, centre, below, above, lowest, highest, confidence);
        Median = shape switch
        {
            Shape.Fixed => centre,
            Shape.Between => (below + above) / 2,
            Shape.Measured => Math.Clamp(centre, lowest ?? decimal.MinValue, highest ?? decimal.MaxValue),
            _ => (decimal)Draw(0.5),
        };
    }

    private enum Shape
    {
        Fixed,
        Between,
        Triangular,
        Normal,
        Measured,
    }

    /// <summary>Whether there is only one value.</summary>
    public bool IsFixed => _shape == Shape.Fixed;

    /// <summary>The value that is as likely exceeded as not; the value itself where it is fixed.</summary>
    public decimal Median { get; }

    /// <summary>A number that is known.</summary>
    public static implicit operator Uncertain(decimal value) => Fixed(value);

    /// <summary>A number that is known.</summary>
    public static Uncertain Fixed(decimal value) => new(Shape.Fixed, value, value, value, value, value);

    /// <summary>Anything from <paramref name="low"/> to <paramref name="high"/> is equally likely.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="high"/> is below <paramref name="low"/>.</exception>
    public static Uncertain Between(decimal low, decimal high)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(high, low);
        return low == high ? Fixed(low) : new(Shape.Between, (low + high) / 2, low, high, low, high);
    }

    /// <summary>Most likely <paramref name="mode"/>, and less so in straight lines down to <paramref name="low"/> and <paramref name="high"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not low ≤ mode ≤ high.</exception>
    public static Uncertain Triangular(decimal low, decimal mode, decimal high)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mode, low);
        ArgumentOutOfRangeException.ThrowIfLessThan(high, mode);
        return low == high ? Fixed(low) : new(Shape.Triangular, mode, low, high, low, high);
    }

    /// <summary>Normally distributed, truncated to the range of the property that takes it.</summary>
    /// <param name="mean">Mean before truncation.</param>
    /// <param name="sd">Standard deviation before truncation, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sd"/> is negative.</exception>
    public static Uncertain Normal(decimal mean, decimal sd)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sd);
        return sd == 0 ? Fixed(mean) : new(Shape.Normal, mean, sd, sd, null, null);
    }

    /// <summary>An estimate with its interval, as a run reports a score.</summary>
    /// <param name="estimate">The estimate; it is the median.</param>
    /// <param name="low">Lower bound of the interval, at most the estimate.</param>
    /// <param name="high">Upper bound of the interval, at least the estimate.</param>
    /// <param name="confidence">Level of the interval, in (0, 1).</param>
    /// <remarks>
    /// Half a normal on either side of the estimate, each as wide as its side of the interval, so that the (1 ± confidence)/2 quantiles are the
    /// bounds: an asymmetric interval stays so.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">Not low ≤ estimate ≤ high, or the level is not in (0, 1).</exception>
    public static Uncertain Measured(decimal estimate, decimal low, decimal high, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(estimate, low);
        ArgumentOutOfRangeException.ThrowIfLessThan(high, estimate);
        if (confidence is not (> 0 and < 1)) { throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "Must be between 0 and 1."); }
        return low == high ? Fixed(low) : new(Shape.Measured, estimate, low, high, null, null, confidence);
    }

    /// <summary>The value below which the number lies with probability <paramref name="p"/>.</summary>
    /// <param name="p">In (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is not in (0, 1).</exception>
    public double Quantile(double p) => p is > 0 and < 1 ? Draw(p) : throw new ArgumentOutOfRangeException(nameof(p), p, "Must be between 0 and 1.");

    /// <summary>The number or its range, as one would write it down.</summary>
    public override string ToString() => _shape switch
    {
        Shape.Fixed => Text($"{_centre}"),
        Shape.Between => Text($"{_below} to {_above}"),
        Shape.Triangular => Text($"{_below} to {_above}, most likely {_centre}"),
        Shape.Normal => Text($"{_centre} with standard deviation {_below}"),
        _ => Text($"{_centre}, interval {_below} to {_above} at {100 * _confidence:0.###}%"),
    };

    /// <summary>This number, kept within the range of a property.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It can leave the range.</exception>
    internal Uncertain Within(InputRange range, string name)
    {
        bool inside = _shape switch
        {
            Shape.Normal => TruncatedNormal.Probability((double)_centre, (double)_below, range.Low, range.High) >= LeastProbability,
            Shape.Measured => range.Contains(_centre, closed: true) && (!range.LowIsOpen || Draw(UniformStream.Least) > range.Low) && (!range.HighIsOpen || Draw(1 - UniformStream.Least) < range.High),
            _ => range.Contains(_below) && range.Contains(_above),
        };
        if (!inside) { throw new ArgumentOutOfRangeException(name, ToString(), $"Must be {range.Words}."); }
        if (_shape is not (Shape.Normal or Shape.Measured)) { return this; }
        // Off a bound that is out itself by a billionth of the spread.
        decimal off = _shape == Shape.Normal ? _below * 1e-9m : 0;
        return new(_shape, _centre, _below, _above, range.Lowest + (range.LowIsOpen ? off : 0), range.Highest - (range.HighIsOpen ? off : 0), _confidence);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private double Draw(double p) => _shape switch
    {
        Shape.Fixed => (double)_centre,
        Shape.Between => (double)_below + (p * (double)(_above - _below)),
        Shape.Triangular => Triangle(p, (double)_below, (double)_centre, (double)_above),
        Shape.Normal => TruncatedNormal.Quantile(p, (double)_centre, (double)_below, (double?)_lowest ?? double.NegativeInfinity, (double?)_highest ?? double.PositiveInfinity),
        _ => Math.Clamp(TwoPiece(p), (double?)_lowest ?? double.NegativeInfinity, (double?)_highest ?? double.PositiveInfinity),
    };

    private static double Triangle(double p, double low, double mode, double high)
    {
        double left = (mode - low) / (high - low);
        return p <= left ? low + Math.Sqrt(p * (high - low) * (mode - low)) : high - Math.Sqrt((1 - p) * (high - low) * (high - mode));
    }

    private double TwoPiece(double p)
    {
        double spreads = TruncatedNormal.Z(p) / TruncatedNormal.Z((1 + _confidence) / 2);
        return (double)_centre + (spreads * (double)(spreads < 0 ? _centre - _below : _above - _centre));
    }
}
