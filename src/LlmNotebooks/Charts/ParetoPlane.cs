using LlmNotebooks.Metrics;
using LlmNotebooks.Tables;
using Plotly.NET.LayoutObjects;

namespace LlmNotebooks.Charts;

/// <summary>The axes of a Pareto chart and where names find room between its points, bars and steps.</summary>
internal sealed class ParetoPlane
{
    private const double Margin = 0.06;

    private readonly bool _isLog;
    private readonly double _left, _right, _bottom, _top;

    public ParetoPlane(IReadOnlyCollection<ParetoPoint> points, bool isLog)
    {
        _isLog = isLog;
        (_left, _right) = Range(points.Select(p => Across(p.X)), fromZero: !isLog);
        (_bottom, _top) = Range(points.SelectMany(p => new[] { p.Low, p.High }), fromZero: false);
    }

    public LinearAxis XAxis(string title, Unit? unit, IReadOnlyCollection<ParetoPoint> points)
    {
        double[] xs = [.. points.Select(p => p.X)];
        return Theme.ValueAxis(title, AxisTicks.Format(unit, xs.Min(), xs.Max(), _isLog), _isLog, xs).With("range", (double[])[_left, _right]);
    }

    public LinearAxis YAxis(string title, Unit? unit, IReadOnlyCollection<ParetoPoint> points) =>
        Theme.Axis(title).With("tickformat", AxisTicks.Format(unit, points.Min(p => p.Low), points.Max(p => p.High))).With("range", (double[])[_bottom, _top]);

    /// <summary>The names of all points, with a thin line to the point where a name stands apart from it.</summary>
    public DynamicObj.DynamicObj[] Names(IReadOnlyList<ParetoPoint> points, IReadOnlyList<ParetoPoint> front, Better betterX)
    {
        LabelPlacement room = new();
        foreach (ParetoPoint point in points)
        {
            room.Avoid(PixelX(point.X), PixelY(point.Y));
            room.Avoid(PixelX(point.X), PixelY(point.Low), PixelX(point.X), PixelY(point.High));
        }

        foreach ((ParetoPoint from, ParetoPoint to) in front.Zip(front.Skip(1)))
        {
            (double cornerX, double cornerY) = betterX == Better.Lower ? (PixelX(to.X), PixelY(from.Y)) : (PixelX(from.X), PixelY(to.Y));
            room.Avoid(PixelX(from.X), PixelY(from.Y), cornerX, cornerY);
            room.Avoid(cornerX, cornerY, PixelX(to.X), PixelY(to.Y));
        }

        return [.. points.Select(p => Name(p, room.Place(PixelX(p.X), PixelY(p.Y), p.Row.Label.Length)))];
    }

    private static (double Low, double High) Range(IEnumerable<double> values, bool fromZero)
    {
        double[] all = [.. values];
        (double low, double high) = (all.Min(), all.Max());
        bool startsAtZero = fromZero && low >= 0;
        double span = startsAtZero ? high : high - low;
        double margin = span > 0 ? Margin * span : Math.Max(0.1 * Math.Abs(high), 0.1);
        return (startsAtZero ? 0 : low - margin, high + margin);
    }

    private DynamicObj.DynamicObj Name(ParetoPoint point, (double X, double Y) offset) => Theme.Map(
        ("x", Across(point.X)), ("y", point.Y), ("text", PlotlyText.Escape(point.Row.Label)),
        ("ax", Math.Round(offset.X, 1)), ("ay", Math.Round(-offset.Y, 1)),
        ("showarrow", true), ("arrowhead", 0), ("arrowwidth", 1), ("arrowcolor", Theme.Muted), ("standoff", 6), ("borderpad", 1));

    private double Across(double x) => _isLog ? Math.Log10(x) : x;

    private double PixelX(double x) => (Across(x) - _left) / (_right - _left) * LabelPlacement.Width;

    private double PixelY(double y) => (y - _bottom) / (_top - _bottom) * LabelPlacement.Height;
}
