using System.Globalization;
using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Frame = LlmNotebooks.Tables.Frame;

namespace LlmNotebooks.Charts;

public static partial class Charts
{
    private const int CellHeight = 36;

    // From here up the scale a cell is dark enough for white numbers.
    private const double DarkCells = 0.7;

    // ColorBrewer (Brewer 2013), sequential Blues: one hue, so that colour-blind readers see the same order.
    private static readonly object[][] Blues =
    [
        [0, "#f7fbff"], [0.25, "#c6dbef"], [0.5, "#6baed6"], [0.75, "#2171b5"], [1, "#08306b"],
    ];

    /// <summary>A grid of coloured cells with their numbers: score by model and category.</summary>
    /// <param name="frame">One row for each cell.</param>
    /// <param name="x">Column with the names across; they keep their order.</param>
    /// <param name="y">Column with the names down; the highest mean comes on top.</param>
    /// <param name="value">Column with the numbers.</param>
    /// <param name="title">Title of the figure.</param>
    /// <param name="valueTitle">Title of the colour bar, with its unit; made from the column's name and unit when left out.</param>
    /// <remarks>A cell without a value is an empty frame with an em dash. Values within [0, 1] are coloured on that range.</remarks>
    /// <exception cref="ArgumentException">A column is not there or holds no numbers, a cell occurs twice, or there are no rows.</exception>
    public static Figure HeatMap(Frame frame, string x, string y, string value, string? title = null, string? valueTitle = null)
    {
        ChartData.RequireRows(frame);
        HeatMapCells cells = HeatMapCells.Read(frame, x, y, value);
        double[] known = [.. cells.Known.Select(c => c.Value)];
        string barTitle = valueTitle ?? AxisTitle.Of(frame.FactsOf(value));
        if (known.Length == 0) { return Theme.Empty(ChartData.Nothing(frame, y, [value]), title); }
        int missing = cells.Missing.Count;
        string? note = missing == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"— : no value in {missing} of {missing + known.Length} cells");

        (double lowest, double highest) = Array.TrueForAll(known, v => v is >= 0 and <= 1) ? (0, 1) : (known.Min(), known.Max());
        double lightFrom = lowest + DarkCells * (highest - lowest);
        Trace grid = new Trace("heatmap")
            .With("x", Enumerable.Range(0, cells.Columns.Count).ToArray())
            .With("y", Enumerable.Range(0, cells.Rows.Count).ToArray())
            .With("z", cells.Values)
            .With("zmin", lowest)
            .With("zmax", highest)
            .With("colorscale", Blues)
            .With("xgap", 2)
            .With("ygap", 2)
            .With("hoverongaps", false)
            .With("customdata", cells.Hovers(barTitle))
            .With("hovertemplate", "%{customdata}<extra></extra>")
            .With("colorbar", Theme.Map(
                ("title", Theme.Map(("text", PlotlyText.Escape(barTitle)), ("side", "right"), ("font", Theme.Map(("size", 13))))),
                ("thickness", 12), ("outlinewidth", 0), ("ticks", "")));
        return Theme.Figure([grid, Numbers(cells, v => v < lightFrom, "#111"), Numbers(cells, v => v >= lightFrom, "#fff")], NamesAxis(cells.Columns), NamesAxis(cells.Rows), title, note, cells.Rows.Count * CellHeight,
            layout => layout
                .With("annotations", cells.Missing.Select(c => Theme.Map(("x", c.Column), ("y", c.Row), ("text", "—"), ("showarrow", false), ("hovertext", "missing"))).ToArray())
                .With("shapes", cells.Missing.Select(c => Theme.Map(
                    ("type", "rect"), ("x0", c.Column - 0.46), ("x1", c.Column + 0.46), ("y0", c.Row - 0.42), ("y1", c.Row + 0.42),
                    ("line", Theme.Map(("color", Theme.Muted), ("width", 1), ("dash", "dot"))))).ToArray()));
    }

    private static Trace Numbers(HeatMapCells cells, Func<double, bool> which, string color)
    {
        (int Row, int Column, double Value)[] shown = [.. cells.Known.Where(c => which(c.Value))];
        return new Trace("scatter")
            .With("mode", "text")
            .With("x", shown.Select(c => c.Column).ToArray())
            .With("y", shown.Select(c => c.Row).ToArray())
            .With("text", shown.Select(c => cells.Show(c.Value)).ToArray())
            .With("textfont", Theme.Map(("color", color)))
            .With("hoverinfo", "skip");
    }

    private static LinearAxis NamesAxis(IReadOnlyList<string> names) => Theme.Axis(null)
        .With("tickmode", "array")
        .With("tickvals", Enumerable.Range(0, names.Count).ToArray())
        .With("ticktext", names.Select(PlotlyText.Escape).ToArray())
        .With("range", new[] { -0.5, names.Count - 0.5 })
        .With("showgrid", false)
        .With("showline", false);
}
