using Plotly.NET;
using Frame = LlmNotebooks.Tables.Frame;

namespace LlmNotebooks.Charts;

public static partial class Charts
{
    /// <summary>A point with its interval for each row, best on top: scores by model.</summary>
    /// <param name="frame">One row for each label.</param>
    /// <param name="label">Column with the names on the vertical axis.</param>
    /// <param name="value">Column with the points.</param>
    /// <param name="low">Column with the lower bounds; <paramref name="value"/> + <c>_low</c> when left out.</param>
    /// <param name="high">Column with the upper bounds; <paramref name="value"/> + <c>_high</c> when left out.</param>
    /// <param name="title">Title of the figure.</param>
    /// <param name="valueTitle">Title of the value axis, with its unit; made from the column's name when left out.</param>
    /// <remarks>Rows without a value are left out; a row without bounds is a point without a bar, and the figure says so.</remarks>
    /// <exception cref="ArgumentException">A column is not there or holds no numbers, or there is nothing to draw.</exception>
    public static Figure Intervals(Frame frame, string label, string value, string? low = null, string? high = null, string? title = null, string? valueTitle = null)
    {
        ArgumentNullException.ThrowIfNull(frame);
        IReadOnlyList<IntervalRow> rows = IntervalRow.Read(frame, label, value, low, high);
        IntervalRow[] drawn = [.. rows.Where(r => r.Value is not null).OrderBy(r => r.Value)];
        ChartData.RequireSome(drawn.Length, frame, $"'{value}'");
        string? note = ChartData.Note(
            ChartData.LeftOut([.. rows.Where(r => r.Value is null).Select(r => r.Label)], $"{value} missing"),
            IntervalRow.WithoutBounds(drawn));

        string axisTitle = valueTitle ?? AxisTitle.Of(value);
        Trace points = IntervalRow.Trace(drawn, [.. Enumerable.Range(0, drawn.Length)], axisTitle, Theme.Accent);
        return Theme.Figure([points], Theme.Axis(axisTitle), IntervalRow.LabelAxis(drawn), title, note, IntervalRow.Height(drawn.Length));
    }
}
