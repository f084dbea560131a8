using System.Globalization;
using LlmNotebooks.Metrics;
using LlmNotebooks.Tables;
using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;
using Frame = LlmNotebooks.Tables.Frame;

namespace LlmNotebooks.Charts;

public static partial class Charts
{
    // The third stands at the gap, where nothing is drawn.
    private static readonly string[] OpenBarEnds = ["line-ns-open", "triangle-right", "circle"];

    /// <summary>A point with its interval for each row, best on top: scores by model, cost of a solved task.</summary>
    /// <param name="frame">One row for each label.</param>
    /// <param name="label">Column with the names on the vertical axis.</param>
    /// <param name="value">Column with the points.</param>
    /// <param name="low">Column with the lower bounds; the one that has this role for <paramref name="value"/> when left out.</param>
    /// <param name="high">Column with the upper bounds; the one that has this role for <paramref name="value"/> when left out.</param>
    /// <param name="title">Title of the figure.</param>
    /// <param name="valueTitle">Title of the value axis, with its unit; made from the column's name and unit when left out.</param>
    /// <param name="better">Which way <paramref name="value"/> improves: with <see cref="Better.Lower"/>, as for costs, the lowest stands on top.</param>
    /// <remarks>
    /// Rows without a value are left out. A row with a lower and no upper bound, such as the cost of a solved task for a model that may
    /// solve none, has a bar that ends in an arrow at the edge; any other row without both bounds is a point without a bar. The figure
    /// says how many there are of each.
    /// </remarks>
    /// <exception cref="ArgumentException">A column is not there or holds no numbers, the values have no bounds, or there are no rows.</exception>
    public static Figure Intervals(Frame frame, string label, string value, string? low = null, string? high = null, string? title = null, string? valueTitle = null, Better better = Better.Higher)
    {
        ArgumentNullException.ThrowIfNull(frame);
        IReadOnlyList<IntervalRow> rows = IntervalRow.Read(frame, label, value, low, high);
        IntervalRow[] drawn = [.. rows.Where(r => r.Value is not null).OrderBy(r => better == Better.Higher ? r.Value : -r.Value)];
        (Unit? unit, string axisTitle) = (frame.FactsOf(value).Unit, valueTitle ?? AxisTitle.Of(frame.FactsOf(value)));
        if (drawn.Length == 0) { return Theme.Empty(ChartData.Nothing(frame, label, [value]), title); }
        int[] open = [.. Enumerable.Range(0, drawn.Length).Where(i => drawn[i].IsOpen)];
        string? note = ChartData.Note(
            ChartData.LeftOut([.. rows.Where(r => r.Value is null).Select(r => r.Label)], $"{value} missing"),
            open.Length > 0 ? string.Create(CultureInfo.InvariantCulture, $"arrow: no upper bound in {open.Length} of {drawn.Length}") : null,
            IntervalRow.WithoutBounds([.. drawn.Where(r => !r.IsOpen)]));

        double[] ends = [.. drawn.SelectMany(r => r.Ends)];
        LinearAxis axis = Theme.Axis(axisTitle).With("tickformat", AxisTicks.Format(unit, ends.Min(), ends.Max()));
        List<Trace> traces = [IntervalRow.Trace(drawn, [.. Enumerable.Range(0, drawn.Length)], unit, axisTitle, Theme.Accent)];
        if (open.Length > 0)
        {
            (double lowest, double highest) = (ends.Min(), ends.Max());
            double reach = highest > lowest ? highest - lowest : Math.Max(Math.Abs(highest), double.Epsilon);
            traces.Add(OpenBars(drawn, open, end: highest + 0.12 * reach));
            axis.With("range", new[] { lowest - 0.06 * reach, highest + 0.15 * reach });
        }

        return Theme.Figure(traces, axis, IntervalRow.LabelAxis(drawn), title, note, IntervalRow.Height(drawn.Length));
    }

    // From the lower bound, with the cap of an error bar, to an arrow at the edge of the plot; a gap parts one row from the next.
    private static Trace OpenBars(IntervalRow[] rows, int[] open, double end) => new Trace("scatter")
        .With("mode", "lines+markers")
        .With("x", open.SelectMany(i => new[] { rows[i].Low, end, null }).ToArray())
        .With("y", open.SelectMany(i => new int?[] { i, i, null }).ToArray())
        .With("line", new Line().With("color", Theme.Accent).With("width", 2))
        .With("marker", new Marker()
            .With("symbol", open.SelectMany(_ => OpenBarEnds).ToArray())
            .With("size", 12)
            .With("color", Theme.Accent)
            .With("line", new Line().With("color", Theme.Accent).With("width", 2)))
        .With("hoverinfo", "skip");
}
