using LlmNotebooks.Tables;
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

    /// <summary>The rows of a frame with the bounds that are named, or else those that are the value's by role.</summary>
    /// <exception cref="ArgumentException">There are no rows, a column is not there or holds no numbers, or the value has no bounds.</exception>
    public static IReadOnlyList<IntervalRow> Read(Frame frame, string label, string value, string? low, string? high)
    {
        ChartData.RequireRows(frame);
        IReadOnlyList<double?> values = ChartData.Numbers(frame, value);
        return Read(frame, label, values, Bound(frame, value, low, ColumnRole.Lower, nameof(low)), Bound(frame, value, high, ColumnRole.Upper, nameof(high)));
    }

    /// <summary>The rows of a frame, without bounds where the value has none.</summary>
    public static IReadOnlyList<IntervalRow> Read(Frame frame, string label, string value)
    {
        (string? low, string? high) = (frame.Find(ColumnRole.Lower, value), frame.Find(ColumnRole.Upper, value));
        return low is null || high is null
            ? Read(frame, label, ChartData.Numbers(frame, value), new double?[frame.RowCount], new double?[frame.RowCount])
            : Read(frame, label, value, low, high);
    }

    public static string? WithoutBounds(IReadOnlyCollection<IntervalRow> rows) =>
        rows.Count(r => !r.HasBounds) is > 0 and var n ? $"{n} without interval" : null;

    /// <summary>Rows as points with error bars on numbered lines, so that equal labels stay apart.</summary>
    public static Trace Trace(IReadOnlyList<IntervalRow> rows, IReadOnlyList<int> lines, Unit? unit, string valueTitle, string color) => new Trace("scatter")
        .With("mode", "markers")
        .With("x", rows.Select(r => r.Value).ToArray())
        .With("y", lines)
        .With("error_x", ErrorBars(rows))
        .With("marker", new Marker().With("size", 11).With("color", color))
        .With("customdata", rows.Select(r => Hover(r, unit, valueTitle)).ToArray())
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

    private static IReadOnlyList<IntervalRow> Read(Frame frame, string label, IReadOnlyList<double?> values, IReadOnlyList<double?> lows, IReadOnlyList<double?> highs)
    {
        IReadOnlyList<string?> labels = frame.Texts(label);
        return [.. Enumerable.Range(0, frame.RowCount).Select(i => new IntervalRow(ChartData.Label(labels[i]), values[i], lows[i], highs[i]))];
    }

    private static IReadOnlyList<double?> Bound(Frame frame, string value, string? given, ColumnRole role, string parameter) =>
        (given ?? frame.Find(role, value)) is { } column
            ? ChartData.Numbers(frame, column)
            : throw new ArgumentException($"Column '{value}' has no {role.ToString().ToLowerInvariant()} bounds. Name their columns by low and high, or tell the frame by Bounds or WithFacts that they belong to '{value}'. Columns: {string.Join(", ", frame.Columns)}.", parameter);

    private static string Hover(IntervalRow row, Unit? unit, string valueTitle) =>
        $"<b>{PlotlyText.Escape(row.Label)}</b><br>{PlotlyText.Escape(valueTitle)}: {ChartNumber.Show(row.Value, unit)}<br>" + row switch
        {
            { HasBounds: true } => $"{ChartNumber.Show(row.Low, unit)} to {ChartNumber.Show(row.High, unit)}",
            { IsOpen: true } => $"{ChartNumber.Show(row.Low, unit)} or more, no upper bound",
            _ => "no interval",
        };
}
