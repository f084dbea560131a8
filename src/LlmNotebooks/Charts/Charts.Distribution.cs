using System.Globalization;
using LlmNotebooks.Tables;
using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;
using Frame = LlmNotebooks.Tables.Frame;

namespace LlmNotebooks.Charts;

public static partial class Charts
{
    private const int GroupHeight = 84;
    private const double DensityHeight = 0.58;

    /// <summary>The spread of a number in each group, as density, quartiles and single points: latency by model.</summary>
    /// <param name="frame">One row for each observation.</param>
    /// <param name="group">Column with the names of the groups; the lowest median comes on top.</param>
    /// <param name="value">Column with the numbers.</param>
    /// <param name="logAxis">Whether the axis is logarithmic; values that are not above 0 are then left out, and the figure says so.</param>
    /// <param name="title">Title of the figure.</param>
    /// <param name="valueTitle">Title of the value axis, with its unit; made from the column's name and unit when left out.</param>
    /// <remarks>
    /// The box spans the quartiles, its whiskers the 5th to the 95th percentile, of all observations. The density is that
    /// of the axis: on a logarithmic one, of the logarithms. A group of more than 400 observations shows 400 points evenly
    /// spaced by rank, lowest and highest among them, and the figure says so; their scatter across the axis has no meaning
    /// and is the same each time.
    /// </remarks>
    /// <exception cref="ArgumentException">A column is not there or holds no numbers, or there are no rows.</exception>
    public static Figure Distribution(Frame frame, string group, string value, bool logAxis = false, string? title = null, string? valueTitle = null)
    {
        ChartData.RequireRows(frame);
        string[] names = [.. frame.Texts(group).Select(ChartData.Label)];
        IReadOnlyList<double?> values = ChartData.Numbers(frame, value);
        int missing = values.Count(v => v is null), notAboveZero = logAxis ? values.Count(v => v <= 0) : 0;
        ValueGroup[] groups =
        [
            .. names.Zip(values)
                .Where(p => p.Second is { } v && (!logAxis || v > 0))
                .GroupBy(p => p.First, p => p.Second!.Value, StringComparer.Ordinal)
                .Select(g => new ValueGroup(g.Key, g))
                .OrderByDescending(g => g.Median),
        ];
        (Unit? unit, string axisTitle) = (frame.FactsOf(value).Unit, valueTitle ?? AxisTitle.Of(frame.FactsOf(value)));
        if (groups.Length == 0) { return Theme.Empty(ChartData.Nothing(frame, group, [value], logAxis ? [value] : []), title); }

        string? note = ChartData.Note(
            "box: quartiles, whiskers: 5th to 95th percentile",
            Array.Exists(groups, g => g.IsThinned) ? string.Create(CultureInfo.InvariantCulture, $"at most {ValueGroup.MostPoints} points a group, evenly by rank") : null,
            missing > 0 ? string.Create(CultureInfo.InvariantCulture, $"{missing} not drawn, {value} missing") : null,
            notAboveZero > 0 ? string.Create(CultureInfo.InvariantCulture, $"{notAboveZero} not drawn, {value} not above 0") : null);
        double lowest = groups.Min(g => g.Lowest), highest = groups.Max(g => g.Highest);
        LinearAxis valueAxis = Theme.ValueAxis(axisTitle, AxisTicks.Format(unit, lowest, highest, logAxis), logAxis, [lowest, highest]);
        return Theme.Figure([.. groups.SelectMany((g, i) => GroupTraces(g, i, axisTitle, logAxis))], valueAxis, GroupAxis(groups), title, note, groups.Length * GroupHeight);
    }

    private static IEnumerable<Trace> GroupTraces(ValueGroup group, int index, string axisTitle, bool isLog)
    {
        if (group.HasDensity)
        {
            (double[] at, double[] height) = group.Shape(isLog);
            yield return new Trace("scatter")
                .With("mode", "lines")
                .With("x", (double[])[at[0], .. at, at[^1]])
                .With("y", (double[])[index, .. height.Select(h => Math.Round(index + DensityHeight * h, 4)), index])
                .With("fill", "toself")
                .With("fillcolor", "rgba(31,131,200,0.25)")
                .With("line", new Line().With("color", Theme.Accent).With("width", 1))
                .With("hoverinfo", "skip");
        }

        yield return new Trace("box")
            .With("orientation", "h")
            .With("y", (double[])[index - 0.12])
            .With("q1", (double[])[group.QuantileAt(0.25)])
            .With("median", (double[])[group.Median])
            .With("q3", (double[])[group.QuantileAt(0.75)])
            .With("lowerfence", (double[])[group.QuantileAt(0.05)])
            .With("upperfence", (double[])[group.QuantileAt(0.95)])
            .With("width", 0.14)
            .With("fillcolor", "rgba(31,131,200,0.45)")
            .With("line", new Line().With("color", Theme.Accent).With("width", 1.5))
            .With("hoverinfo", "skip");
        yield return new Trace("scatter")
            .With("mode", "markers")
            .With("x", group.Points)
            .With("y", group.Points.Select((_, i) => Math.Round(index - 0.31 + 0.16 * ValueGroup.Scatter(i), 4)).ToArray())
            .With("marker", new Marker().With("size", 4).With("color", Theme.Accent).With("opacity", 0.45))
            .With("hovertemplate", $"<b>{PlotlyText.Escape(group.Name)}</b><br>{PlotlyText.Escape(axisTitle)}: %{{x:.4g}}<br>{PlotlyText.Escape(group.Summary)}<extra></extra>");
    }

    private static LinearAxis GroupAxis(ValueGroup[] groups) => Theme.Axis(null)
        .With("tickmode", "array")
        .With("tickvals", Enumerable.Range(0, groups.Length).ToArray())
        .With("ticktext", groups.Select(g => string.Create(CultureInfo.InvariantCulture, $"{PlotlyText.Escape(g.Name)}<br>n = {g.Count}")).ToArray())
        .With("range", new[] { -0.55, groups.Length - 0.3 })
        .With("showgrid", false);
}
