using LlmNotebooks.Decisions;
using LlmNotebooks.Metrics;
using LlmNotebooks.Tables;
using Plotly.NET;
using Plotly.NET.TraceObjects;
using Frame = LlmNotebooks.Tables.Frame;

namespace LlmNotebooks.Charts;

public static partial class Charts
{
    private const int ParetoHeight = 340;

    /// <summary>Two quantities against each other with the Pareto front: quality against latency, price or file size.</summary>
    /// <param name="frame">One row for each choice.</param>
    /// <param name="x">Column with the cost, on the horizontal axis.</param>
    /// <param name="y">Column with the quality, on the vertical axis; its bounds, where the frame has columns with this role for it, become error bars.</param>
    /// <param name="label">Column with the names of the points.</param>
    /// <param name="betterX">Which way <paramref name="x"/> improves.</param>
    /// <param name="betterY">Which way <paramref name="y"/> improves.</param>
    /// <param name="logX">Whether the horizontal axis is logarithmic; values that are not above 0 are then left out, and the figure says so.</param>
    /// <param name="title">Title of the figure.</param>
    /// <param name="xTitle">Title of the horizontal axis, with its unit; made from the column's name and unit when left out.</param>
    /// <param name="yTitle">Title of the vertical axis, with its unit; made from the column's name and unit when left out.</param>
    /// <remarks>The stepped line joins the choices that no other beats on both counts; the rest are grey. The front goes by the points alone, not by their error bars.</remarks>
    /// <exception cref="ArgumentException">A column is not there or holds no numbers, or there are no rows.</exception>
    public static Figure Pareto(Frame frame, string x, string y, string label, Better betterX = Better.Lower, Better betterY = Better.Higher, bool logX = false, string? title = null, string? xTitle = null, string? yTitle = null)
    {
        ChartData.RequireRows(frame);
        (IReadOnlyList<double?> xs, IReadOnlyList<IntervalRow> ys) = (ChartData.Numbers(frame, x), IntervalRow.Read(frame, label, y));
        ParetoPoint[] points = [.. xs.Zip(ys).Where(p => p.First is { } v && p.Second.Value is not null && (!logX || v > 0)).Select(p => new ParetoPoint(p.First!.Value, p.Second))];
        (FrameColumn across, FrameColumn up) = (frame.FactsOf(x), frame.FactsOf(y));
        (string acrossTitle, string upTitle) = (xTitle ?? AxisTitle.Of(across), yTitle ?? AxisTitle.Of(up));
        if (points.Length == 0) { return Theme.Empty(ChartData.Nothing(frame, label, [x, y], logX ? [x] : []), title); }

        HashSet<int> front = [.. ParetoFront.Of([.. points.Select(p => new[] { p.X, p.Y })], betterX, betterY)];
        ParetoPoint[] best = [.. points.Where((_, i) => front.Contains(i)).OrderBy(p => p.X).ThenBy(p => p.Y)];
        ParetoPoint[] rest = [.. points.Where((_, i) => !front.Contains(i))];

        List<Trace> traces = [FrontLine(best, betterX)];
        if (rest.Length > 0) { traces.Add(PointTrace(rest, acrossTitle, upTitle, Theme.Muted)); }
        traces.Add(PointTrace(best, acrossTitle, upTitle, Theme.Accent));
        string? note = ChartData.Note(
            "line: Pareto front" + (rest.Length > 0 ? " · grey: dominated" : ""),
            ChartData.LeftOut([.. ys.Where((r, i) => xs[i] is null || r.Value is null).Select(r => r.Label)], $"{x} or {y} missing"),
            ChartData.LeftOut([.. ys.Where((r, i) => logX && xs[i] <= 0 && r.Value is not null).Select(r => r.Label)], $"{x} not above 0"));
        ParetoPlane plane = new(points, logX);
        return Theme.Figure(traces, plane.XAxis(acrossTitle, across.Unit, points), plane.YAxis(upTitle, up.Unit, points), title, note, ParetoHeight,
            layout => layout.With("annotations", plane.Names(points, best, betterX)));
    }

    // Whoever may spend up to x gets the best at or before x: level until the next choice, then a step.
    private static Trace FrontLine(ParetoPoint[] best, Better betterX) => new Trace("scatter")
        .With("mode", "lines")
        .With("x", best.Select(p => p.X).ToArray())
        .With("y", best.Select(p => p.Y).ToArray())
        .With("line", new Line().With("shape", betterX == Better.Lower ? "hv" : "vh").With("color", Theme.Accent).With("width", 2).With("dash", "dot"))
        .With("hoverinfo", "skip");

    private static Trace PointTrace(ParetoPoint[] points, string xTitle, string yTitle, string color)
    {
        Trace trace = new Trace("scatter")
            .With("mode", "markers")
            .With("x", points.Select(p => p.X).ToArray())
            .With("y", points.Select(p => p.Y).ToArray())
            .With("text", points.Select(p => PlotlyText.Escape(p.Row.Label)).ToArray())
            .With("cliponaxis", false)
            .With("marker", new Marker().With("size", 11).With("color", color))
            .With("customdata", points.Select(p => p.Row.HasBounds ? $" ({ChartNumber.Show(p.Row.Low)} to {ChartNumber.Show(p.Row.High)})" : "").ToArray())
            .With("hovertemplate", $"<b>%{{text}}</b><br>{PlotlyText.Escape(yTitle)}: %{{y:.4g}}%{{customdata}}<br>{PlotlyText.Escape(xTitle)}: %{{x:.4g}}<extra></extra>");
        return points.Any(p => p.Row.HasBounds) ? trace.With("error_y", IntervalRow.ErrorBars([.. points.Select(p => p.Row)])) : trace;
    }
}
