using LlmNotebooks.Tables;
using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Frame = LlmNotebooks.Tables.Frame;

namespace LlmNotebooks.Charts;

public static partial class Charts
{
    /// <summary>A forest plot of differences with their intervals around a line at zero: paired comparisons of models.</summary>
    /// <param name="frame">One row for each difference.</param>
    /// <param name="label">Column that says what is compared.</param>
    /// <param name="value">Column with the differences.</param>
    /// <param name="low">Column with the lower bounds; the one that has this role for <paramref name="value"/> when left out.</param>
    /// <param name="high">Column with the upper bounds; the one that has this role for <paramref name="value"/> when left out.</param>
    /// <param name="title">Title of the figure.</param>
    /// <param name="valueTitle">Title of the value axis, with its unit; made from the column's name and unit when left out.</param>
    /// <remarks>An interval that lies wholly on one side of zero is coloured; one that touches zero is grey.</remarks>
    /// <exception cref="ArgumentException">A column is not there or holds no numbers, the values have no bounds, or there are no rows.</exception>
    public static Figure Differences(Frame frame, string label, string value, string? low = null, string? high = null, string? title = null, string? valueTitle = null)
    {
        ArgumentNullException.ThrowIfNull(frame);
        IReadOnlyList<IntervalRow> rows = IntervalRow.Read(frame, label, value, low, high);
        IntervalRow[] drawn = [.. rows.Where(r => r.Value is not null).OrderBy(r => r.Value)];
        (Unit? unit, string axisTitle) = (frame.FactsOf(value).Unit, valueTitle ?? AxisTitle.Of(frame.FactsOf(value)));
        if (drawn.Length == 0) { return Theme.Empty(ChartData.Nothing(frame, label, [value]), title); }
        string? note = ChartData.Note(
            "coloured: the interval excludes 0",
            ChartData.LeftOut([.. rows.Where(r => r.Value is null).Select(r => r.Label)], $"{value} missing"),
            IntervalRow.WithoutBounds(drawn));

        double[] ends = [.. drawn.SelectMany(r => r.Ends)];
        LinearAxis axis = Theme.Axis(axisTitle).With("rangemode", "tozero").With("tickformat", AxisTicks.Format(unit, ends.Min(), ends.Max()));
        IEnumerable<Trace> traces = Enumerable.Range(0, drawn.Length)
            .GroupBy(i => Side(drawn[i]))
            .OrderBy(g => g.Key)
            .Select(g => IntervalRow.Trace([.. g.Select(i => drawn[i])], [.. g], unit, axisTitle, SideColor(g.Key)));
        return Theme.Figure([.. traces], axis, IntervalRow.LabelAxis(drawn), title, note, IntervalRow.Height(drawn.Length),
            layout => layout.With("shapes", new[]
            {
                Theme.Map(("type", "line"), ("x0", 0), ("x1", 0), ("y0", 0), ("y1", 1), ("yref", "paper"), ("layer", "below"),
                    ("line", Theme.Map(("color", Theme.Muted), ("width", 2)))),
            }));
    }

    private static int Side(IntervalRow row) => row switch
    {
        { Low: > 0 } => 1,
        { High: < 0 } => -1,
        _ => 0,
    };

    private static string SideColor(int side) => side switch
    {
        > 0 => Theme.Accent,
        < 0 => Theme.Contrary,
        _ => Theme.Muted,
    };
}
