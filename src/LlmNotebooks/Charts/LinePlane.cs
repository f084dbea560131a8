using LlmNotebooks.Tables;
using Plotly.NET;
using Plotly.NET.LayoutObjects;

namespace LlmNotebooks.Charts;

/// <summary>The axes of a chart of lines, the names at the ends of its lines, and its marked places.</summary>
internal sealed class LinePlane
{
    private const int LeastHeight = 320, LineHeight = 17, LabelGap = 5, NameLetters = 18, MarkerLetters = 24, NarrowWidth = 370, MostRight = 190, RoomWidth = 480, RoomStep = 16;
    private const double LetterWidth = 7.6, UpMargin = 0.06, RightMargin = 0.03, MostDecadesWithTicksBetween = 2.5;

    private readonly IReadOnlyList<LineSeries> _series;
    private readonly IReadOnlyList<(double X, string Label)> _markers;
    private readonly LineAxis _x, _y;
    private readonly double _left, _right, _bottom, _top;

    public LinePlane(IReadOnlyList<LineSeries> series, LineAxis x, LineAxis y, IReadOnlyList<(double X, string Label)>? markers)
    {
        (_series, _x, _y) = (series, x, y);
        double[] xs = [.. series.SelectMany(s => s.Drawn).Select(p => p.X)];
        (Lowest, Highest) = (xs.Min(), xs.Max());
        double start = Across(Lowest), end = Across(Highest), half = Math.Max(Math.Abs(end), 1) / 2;
        (_left, _right) = end > start ? (start, end + RightMargin * (end - start)) : (end - half, end + half);
        (_bottom, _top) = Upward([.. series.SelectMany(s => s.Drawn).SelectMany(p => p.HasBand ? new[] { p.Y!.Value, p.Low!.Value, p.High!.Value } : [p.Y!.Value])]);
        _markers = [.. (markers ?? []).Where(m => IsInside(m.X)).OrderBy(m => m.X)];
    }

    /// <summary>The least and the greatest x.</summary>
    public double Lowest { get; }

    public double Highest { get; }

    private int Height => (int)Math.Max(LeastHeight, _series.Sum(LabelHeight));

    public bool IsInside(double x) => x >= Lowest && x <= Highest;

    public Figure Figure(string? title, string? note)
    {
        double floor = _y.IsLog ? Math.Pow(10, _bottom) : double.NegativeInfinity;
        List<Trace> traces = [.. _series.SelectMany((s, i) => s.Bands(Theme.SeriesColor(i), floor))];
        traces.AddRange(_series.Select((s, i) => s.Trace(Theme.SeriesColor(i), Theme.SeriesDash(i), p => Hover(s, p))));
        return Theme.Figure(traces, XAxis(), YAxis(), title, note, Height,
            layout => layout
                .With("annotations", (DynamicObj.DynamicObj[])[.. EndLabels(), .. _markers.Select(MarkerLabel)])
                .With("shapes", _markers.Select(MarkerLine).ToArray()),
            above: _markers.Sum(MarkerHeight), right: Right());
    }

    private static string[] NameLines(LineSeries series) =>
        [.. PlotlyText.Lines(series.Name, NameLetters), .. series.EndNote is { } note ? new[] { note } : []];

    private static double LabelHeight(LineSeries series) => NameLines(series).Length * LineHeight + LabelGap;

    private LinearAxis XAxis()
    {
        LinearAxis axis = Theme.ValueAxis(_x.Title, AxisTicks.Format(_x.Unit, Lowest, Highest, _x.IsLog), _x.IsLog, [Lowest, Highest])
            .With("range", new[] { _left, _right });
        if (_x.IsLog) { return Math.Log10(Highest / Lowest) > MostDecadesWithTicksBetween ? axis.With("dtick", 1) : axis; }
        return _x.Unit == Unit.Months ? axis.With("dtick", AxisTicks.MonthStep(Highest - Lowest)) : axis;
    }

    private LinearAxis YAxis()
    {
        (double lowest, double highest) = _y.IsLog ? (Math.Pow(10, _bottom), Math.Pow(10, _top)) : (_bottom, _top);
        return Theme.ValueAxis(_y.Title, AxisTicks.Format(_y.Unit, lowest, highest, _y.IsLog), _y.IsLog, [lowest, highest])
            .With("range", new[] { _bottom, _top });
    }

    private (double Bottom, double Top) Upward(double[] values)
    {
        if (_y.IsLog)
        {
            (double low, double high) = (Math.Log10(values.Where(v => v > 0).Min()), Math.Log10(values.Max()));
            double margin = Math.Max(UpMargin * (high - low), 0.05);
            return (low - margin, high + margin);
        }

        if (_y.Unit == Unit.Share && Array.TrueForAll(values, v => v is >= 0 and <= 1)) { return (0, 1.02); }
        (double bottom, double top) = (Math.Min(0, values.Min()), Math.Max(0, values.Max()));
        double span = top > bottom ? top - bottom : 1;
        return (bottom < 0 ? bottom - UpMargin * span : 0, top + UpMargin * span);
    }

    // A line that runs to the right edge has its name beside the plot, and a thin stroke in its colour leads there. Such a stroke from
    // a line that ends before would look like more of the line: its name stands near its end.
    private IEnumerable<DynamicObj.DynamicObj> EndLabels()
    {
        int[] whole = [.. Enumerable.Range(0, _series.Count).Where(IsWhole)];
        double pixel = (_top - _bottom) / Height;
        double[] middles = LabelColumn.Spread([.. whole.Select(i => (EndUp(i) - _bottom) / pixel)], [.. whole.Select(i => LabelHeight(_series[i]))], Height);
        IEnumerable<DynamicObj.DynamicObj> beside = whole.Zip(middles, (i, middle) => EndLabel(i, string.Join("<br>", NameLines(_series[i]).Select(PlotlyText.Escape)))
            .With("axref", "x").With("ayref", "y").With("ax", _right).With("ay", _bottom + middle * pixel).With("xanchor", "left"));
        LabelPlacement room = Room();
        IEnumerable<DynamicObj.DynamicObj> within = Enumerable.Range(0, _series.Count).Except(whole).Select(i =>
        {
            string name = PlotlyText.Shorten(_series[i].Name, 2 * NameLetters) + (_series[i].EndNote is { } note ? $", {note}" : "");
            (double x, double y) = room.Place(RoomX(_series[i].End.X), RoomY(_series[i].End.Y!.Value), name.Length);
            return EndLabel(i, PlotlyText.Escape(name)).With("ax", Math.Round(x, 1)).With("ay", Math.Round(-y, 1)).With("arrowcolor", Theme.Muted);
        });
        return [.. beside, .. within];
    }

    private bool IsWhole(int series) => Highest > Lowest && _series[series].End.X == Highest;

    private double EndUp(int series) => Up(_series[series].End.Y!.Value);

    private DynamicObj.DynamicObj EndLabel(int series, string text) => Theme.Map(
        ("x", Across(_series[series].End.X)), ("y", EndUp(series)), ("text", text), ("hovertext", PlotlyText.Escape(_series[series].Name)),
        ("align", "left"), ("showarrow", true), ("arrowhead", 0), ("arrowwidth", 1), ("arrowcolor", Theme.SeriesColor(series)), ("standoff", 4), ("borderpad", 2));

    // The lines, sampled, and what is right of the plot.
    private LabelPlacement Room()
    {
        LabelPlacement room = new();
        room.Avoid(RoomWidth, 0, LabelPlacement.Width, LabelPlacement.Height);
        foreach (LineSeries series in _series)
        {
            foreach ((LinePoint from, LinePoint to) in series.Drawn.Zip(series.Drawn.Skip(1)))
            {
                double x = RoomX(from.X), y = RoomY(from.Y!.Value), dx = RoomX(to.X) - x, dy = RoomY(to.Y!.Value) - y;
                int steps = (int)(Math.Max(Math.Abs(dx), Math.Abs(dy)) / RoomStep) + 1;
                for (int i = 0; i <= steps; i++) { room.Avoid(x + dx * i / steps, y + dy * i / steps); }
            }
        }

        return room;
    }

    private double RoomX(double x) => (Across(x) - _left) / (_right - _left) * RoomWidth;

    private double RoomY(double y) => (Up(y) - _bottom) / (_top - _bottom) * LabelPlacement.Height;

    private int Right()
    {
        double names = _series.Where((_, i) => IsWhole(i)).Select(s => NameLines(s).Max(l => l.Length)).DefaultIfEmpty().Max() * LetterWidth + 10;
        return (int)Math.Clamp(_markers.Select(MarkerRight).Append(names).Max(), 24, MostRight);
    }

    // What the label of a marker needs beyond the plot on a narrow page, which plot and margin share.
    private double MarkerRight((double X, string Label) marker)
    {
        double from = (Across(marker.X) - _left) / (_right - _left), length = MarkerLines(marker).Max(l => l.Length) * LetterWidth + 10;
        return from > 0 ? (length - (1 - from) * NarrowWidth) / from : 0;
    }

    private static IReadOnlyList<string> MarkerLines((double X, string Label) marker) => PlotlyText.Lines(marker.Label, MarkerLetters);

    private static int MarkerHeight((double X, string Label) marker) => MarkerLines(marker).Count * LineHeight + 3;

    // Each label has a place of its own above the plot, the leftmost the highest, so that no mark crosses the label of another.
    private double MarkerMiddle(int index) => _markers.Skip(index + 1).Sum(MarkerHeight) + MarkerHeight(_markers[index]) / 2.0;

    private DynamicObj.DynamicObj MarkerLabel((double X, string Label) marker, int index) => Theme.Map(
        ("x", Across(marker.X)), ("y", 1 + MarkerMiddle(index) / Height), ("yref", "paper"), ("text", string.Join("<br>", MarkerLines(marker).Select(PlotlyText.Escape))),
        ("hovertext", PlotlyText.Escape(marker.Label)), ("align", "left"), ("showarrow", false), ("xanchor", "left"), ("yanchor", "middle"), ("xshift", 3));

    private DynamicObj.DynamicObj MarkerLine((double X, string Label) marker, int index) => Theme.Map(
        ("type", "line"), ("x0", marker.X), ("x1", marker.X), ("y0", 0), ("y1", 1 + (MarkerMiddle(index) + MarkerHeight(marker) / 2.0 - 3) / Height), ("yref", "paper"),
        ("line", Theme.Map(("color", Theme.Muted), ("width", 1.5), ("dash", "dash"))));

    private string Hover(LineSeries series, LinePoint point) =>
        $"<b>{PlotlyText.Escape(series.Name)}</b><br>{PlotlyText.Escape(_y.Title)}: {ChartNumber.Show(point.Y, _y.Unit)}"
        + (point.HasBand ? $" ({ChartNumber.Show(point.Low, _y.Unit)} to {ChartNumber.Show(point.High, _y.Unit)})" : "")
        + $"<br>{PlotlyText.Escape(_x.Title)}: {ChartNumber.Show(point.X, _x.Unit)}";

    // Annotations and ranges of a logarithmic axis take logarithms, shapes and data do not.
    private double Across(double x) => _x.IsLog ? Math.Log10(x) : x;

    private double Up(double y) => _y.IsLog ? Math.Log10(y) : y;
}
