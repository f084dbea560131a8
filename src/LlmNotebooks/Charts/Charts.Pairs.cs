using System.Globalization;
using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Frame = LlmNotebooks.Tables.Frame;

namespace LlmNotebooks.Charts;

public static partial class Charts
{
    private const int PairHeight = 30, PairNameLetters = 26, MostLargePairs = 8, MostNumberedPairs = 12, MostNumberedColumns = 18, ColumnStep = 5;

    // From vermilion to blue with a step between them: what is told apart has a hue, however small the difference.
    private static readonly object[][] Diverging = [[0, Theme.Contrary], [0.5, "#FBE3D2"], [0.5, "#D9EBF8"], [1, Theme.Accent]];

    private static readonly object[][] Undecided = [[0, Theme.Grid], [1, Theme.Grid]];

    /// <summary>A square of all pairs: row minus column, coloured only where the two are told apart.</summary>
    /// <param name="frame">One row for each pair, such as <see cref="LlmNotebooks.Tables.ComparisonFrames.ToPairsFrame"/> gives.</param>
    /// <param name="a">Column with the first of the pair; models keep the order in which they come.</param>
    /// <param name="b">Column with the second.</param>
    /// <param name="value">Column with the differences, a minus b.</param>
    /// <param name="toldApart">Column of truth values: whether the two are told apart.</param>
    /// <param name="title">Title of the figure.</param>
    /// <param name="valueTitle">What the differences are of, for hover texts; made from the column's name and unit when left out.</param>
    /// <remarks>Columns have the numbers of their rows. A pair without a difference is an em dash. From 13 models on, the numbers are left to hover texts.</remarks>
    /// <exception cref="ArgumentException">A column is not there or has another type, a pair occurs twice, or there are no rows.</exception>
    public static Figure Pairs(Frame frame, string a = "a", string b = "b", string value = "difference", string toldApart = "told_apart", string? title = null, string? valueTitle = null)
    {
        ChartData.RequireRows(frame);
        PairGrid grid = PairGrid.Read(frame, a, b, value, toldApart);
        (int Row, int Column, PairCell Cell)[] cells = [.. grid.Cells], known = [.. cells.Where(c => c.Cell.Difference is not null)];
        if (known.Length == 0) { return Theme.Empty(ChartData.Nothing(frame, "pair", [value]), title); }
        int count = grid.Names.Count, missing = (cells.Length - known.Length) / 2, open = known.Count(c => !c.Cell.ToldApart) / 2;
        string? note = ChartData.Note(
            "row − column · blue: the row is better · orange: the column is",
            string.Create(CultureInfo.InvariantCulture, $"grey: not told apart, {open} of {known.Length / 2} pairs"),
            missing > 0 ? string.Create(CultureInfo.InvariantCulture, $"— : no difference in {missing} of {cells.Length / 2} pairs") : null);

        double largest = known.Max(c => Math.Abs(c.Cell.Difference!.Value));
        string hoverTitle = valueTitle ?? AxisTitle.Of(frame.FactsOf(value));
        Trace decided = Squares(count, cells, c => c.ToldApart ? c.Difference : null, largest, Diverging);
        Trace undecided = Squares(count, cells, c => c.ToldApart || c.Difference is null ? null : 0, 1, Undecided);
        IEnumerable<Trace> texts = cells.GroupBy(c => Ink(c.Cell, largest), StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => Differences([.. g], count, g.Key, [.. grid.Names], hoverTitle));
        string[] names = [.. grid.Names.Select((name, i) => string.Create(CultureInfo.InvariantCulture, $"{PlotlyText.Escape(PlotlyText.Shorten(name, PairNameLetters))}  <b>{i + 1}</b>"))];
        return Theme.Figure([decided, undecided, .. texts], PairAxis(ColumnNumbers(count)).With("tickfont", Theme.Map(("size", count > MostNumberedPairs ? 10 : 13))).With("side", "top").With("tickangle", 0),
            PairAxis(names).With("autorange", false).With("range", new[] { count - 0.5, -0.5 }), title, note, Math.Max(2, count) * PairHeight,
            layout => layout.With("shapes", cells.Where(c => c.Cell.Difference is null).Select(c => Theme.Map(
                ("type", "rect"), ("x0", c.Column - 0.46), ("x1", c.Column + 0.46), ("y0", c.Row - 0.42), ("y1", c.Row + 0.42),
                ("line", Theme.Map(("color", Theme.Muted), ("width", 1), ("dash", "dot"))))).ToArray()),
            above: 22);
    }

    private static Trace Squares(int count, IEnumerable<(int Row, int Column, PairCell Cell)> cells, Func<PairCell, double?> value, double largest, object[][] colours)
    {
        double?[][] square = [.. Enumerable.Range(0, count).Select(_ => new double?[count])];
        foreach ((int row, int column, PairCell cell) in cells) { square[row][column] = value(cell); }
        return new Trace("heatmap")
            .With("x", Enumerable.Range(0, count).ToArray())
            .With("y", Enumerable.Range(0, count).ToArray())
            .With("z", square)
            .With("zmin", -largest)
            .With("zmax", largest)
            .With("colorscale", colours)
            .With("showscale", false)
            .With("xgap", 2)
            .With("ygap", 2)
            .With("hoverinfo", "skip");
    }

    // On a colour black or white, whichever is read better; on grey, and where there is no cell, the colour of the page's text.
    private static string Ink(PairCell cell, double largest) => cell switch
    {
        { ToldApart: false } => "",
        { Difference: { } d } when Math.Abs(d) >= 0.85 * largest => "#fff",
        _ => "#111",
    };

    private static Trace Differences((int Row, int Column, PairCell Cell)[] cells, int count, string ink, string[] names, string title) => new Trace("scatter")
        .With("mode", "text")
        .With("x", cells.Select(c => c.Column).ToArray())
        .With("y", cells.Select(c => c.Row).ToArray())
        .With("text", cells.Select(c => PairText(c.Cell, count)).ToArray())
        .With("textfont", ink.Length == 0 ? Theme.Map(("size", PairFont(count))) : Theme.Map(("size", PairFont(count)), ("color", ink)))
        .With("customdata", cells.Select(c => $"<b>{PlotlyText.Escape(names[c.Row])}</b> − {PlotlyText.Escape(names[c.Column])}<br>{PlotlyText.Escape(title)}: {ChartNumber.Show(c.Cell.Difference)}<br>{(c.Cell.ToldApart ? "told apart" : "not told apart")}").ToArray())
        .With("hovertemplate", "%{customdata}<extra></extra>");

    private static int PairFont(int count) => count > MostLargePairs ? 10 : 12;

    private static string PairText(PairCell cell, int count) => cell switch
    {
        { Difference: null } => "—",
        _ when count > MostNumberedPairs => "",
        { Difference: { } d } => Math.Abs(d) >= 100 ? d.ToString("+0;−0;0", CultureInfo.InvariantCulture) : d.ToString(Math.Abs(d) >= 10 ? "+0.0;−0.0;0" : "+0.00;−0.00;0.00", CultureInfo.InvariantCulture),
    };

    // On a narrow page many numbers would touch: of those, every fifth.
    private static string[] ColumnNumbers(int count) =>
        [.. Enumerable.Range(1, count).Select(i => count <= MostNumberedColumns || i == 1 || i % ColumnStep == 0 ? $"<b>{i.ToString(CultureInfo.InvariantCulture)}</b>" : "")];

    private static LinearAxis PairAxis(string[] names) => Theme.Axis(null)
        .With("tickmode", "array")
        .With("tickvals", Enumerable.Range(0, names.Length).ToArray())
        .With("ticktext", names)
        .With("range", new[] { -0.5, names.Length - 0.5 })
        .With("showgrid", false)
        .With("showline", false);
}
