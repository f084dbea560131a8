using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;
using Frame = LlmNotebooks.Tables.Frame;

namespace LlmNotebooks.Charts;

/// <summary>A named value with its bounds, one line of an interval chart or forest plot.</summary>
internal sealed record IntervalRow(string Label, double? Value, double? Low, double? High)
{
    private const int RowHeight = 34;

    public bool HasBounds => Low is not null && High is not null;

    /// <summary>Whether there is a lower bound and no upper one.</summary>
    public bool IsOpen => Low is not null && High is null;

    /// <summary>The numbers that the row places on an axis.</summary>
    public IEnumerable<double> Ends => new[] { Value, Low, High }.OfType<double>();

    public static IReadOnlyList<IntervalRow> Read(Frame frame, string label, string value, string? low, string? high)
    {
        ChartData.RequireRows(frame);
        IReadOnlyList<string?> labels = frame.Texts(label);
        IReadOnlyList<double?> values = ChartData.Numbers(frame, value), lows = ChartData.Numbers(frame, low ?? value + "_low"), highs = ChartData.Numbers(frame, high ?? value + "_high");
        return [.. Enumerable.Range(0, frame.RowCount).Select(i => new IntervalRow(ChartData.Label(labels[i]), values[i], lows[i], highs[i]))];
    }

    public static string? WithoutBounds(IReadOnlyCollection<IntervalRow> rows) =>
        rows.Count(r => !r.HasBounds) is > 0 and var n ? $"{n} without interval" : null;

    /// <summary>Rows as points with error bars on numbered lines, so that equal labels stay apart.</summary>
    public static Trace Trace(IReadOnlyList<IntervalRow> rows, IReadOnlyList<int> lines, string value, string valueTitle, string color) => new Trace("scatter")
        .With("mode", "markers")
        .With("x", rows.Select(r => r.Value).ToArray())
        .With("y", lines)
        .With("error_x", ErrorBars(rows))
        .With("marker", new Marker().With("size", 11).With("color", color))
        .With("customdata", rows.Select(r => Hover(r, value, valueTitle)).ToArray())
        .With("hovertemplate", "%{customdata}<extra></extra>");

    public static Error ErrorBars(IReadOnlyList<IntervalRow> rows) => new Error()
        .With("type", "data")
        .With("symmetric", false)
        .With("array", rows.Select(r => r.HasBounds ? r.High - r.Value : null).ToArray())
        .With("arrayminus", rows.Select(r => r.HasBounds ? r.Value - r.Low : null).ToArray())
        .With("thickness", 2)
        .With("width", 5);

    public static LinearAxis LabelAxis(IReadOnlyList<IntervalRow> rows) => NameAxis([.. rows.Select(r => PlotlyText.Escape(r.Label))]);

    /// <summary>The axis of numbered lines with their names, which are escaped already.</summary>
    public static LinearAxis NameAxis(IReadOnlyList<string> names) => Theme.Axis(null)
        .With("tickmode", "array")
        .With("tickvals", Enumerable.Range(0, names.Count).ToArray())
        .With("ticktext", names)
        .With("range", new[] { -0.6, names.Count - 0.4 })
        .With("showgrid", false);

    public static int Height(int rows) => Math.Max(rows, 2) * RowHeight;

    private static string Hover(IntervalRow row, string value, string valueTitle) =>
        $"<b>{PlotlyText.Escape(row.Label)}</b><br>{PlotlyText.Escape(valueTitle)}: {ChartNumber.Show(row.Value, value)}<br>" + row switch
        {
            { HasBounds: true } => $"{ChartNumber.Show(row.Low, value)} to {ChartNumber.Show(row.High, value)}",
            { IsOpen: true } => $"{ChartNumber.Show(row.Low, value)} or more, no upper bound",
            _ => "no interval",
        };
}
