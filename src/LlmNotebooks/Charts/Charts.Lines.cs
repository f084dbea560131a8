using System.Globalization;
using LlmNotebooks.Tables;
using Frame = LlmNotebooks.Tables.Frame;

namespace LlmNotebooks.Charts;

public static partial class Charts
{
    /// <summary>A line for each series, named at its end, with its band where there are bounds: cost by volume, probability of break-even by month.</summary>
    /// <param name="frame">One row for each point.</param>
    /// <param name="x">Column with the numbers across; each line runs through them in rising order.</param>
    /// <param name="y">Column with the numbers upward.</param>
    /// <param name="series">Column with the names of the lines.</param>
    /// <param name="low">Column with the lower bounds of the band; the one that has this role for <paramref name="y"/>, where there is one, when left out.</param>
    /// <param name="high">Column with the upper bounds of the band; the one that has this role for <paramref name="y"/>, where there is one, when left out.</param>
    /// <param name="markers">Places along <paramref name="x"/> to mark, with what to write there, such as a crossover.</param>
    /// <param name="steps">Names of the series whose value holds until the next x, such as the cost of whole machines.</param>
    /// <param name="logX">Whether the horizontal axis is logarithmic; values that are not above 0 are then left out, and the figure says so.</param>
    /// <param name="logY">Whether the vertical axis is logarithmic; values that are not above 0 are then left out, and the figure says so.</param>
    /// <param name="title">Title of the figure.</param>
    /// <param name="xTitle">Title of the horizontal axis, with its unit; made from the column's name and unit when left out.</param>
    /// <param name="yTitle">Title of the vertical axis, with its unit; made from the column's name and unit when left out.</param>
    /// <remarks>
    /// A missing <paramref name="y"/> is a gap in its line, and the figure says how many there are. Numbers in
    /// <see cref="Unit.Share"/> have an axis from 0 to 1. A marker outside of the lines is not drawn, and the figure says so.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// A column is not there or holds no numbers, one bound is named and the other is not there, there are no rows, a step names no series, or a marker's place is no number.
    /// </exception>
    public static Figure Lines(
        Frame frame, string x, string y, string series, string? low = null, string? high = null, IReadOnlyList<(double X, string Label)>? markers = null, IReadOnlyList<string>? steps = null,
        bool logX = false, bool logY = false, string? title = null, string? xTitle = null, string? yTitle = null)
    {
        LineTable table = LineTable.Read(frame, x, y, series, low, high, logX, logY);
        LineSeries[] lines = table.Series(steps ?? []);
        if (markers?.FirstOrDefault(m => !double.IsFinite(m.X)) is { Label: not null } lost)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The marker '{lost.Label}' stands at {lost.X}, which is no place on an axis."), nameof(markers));
        }

        (FrameColumn across, FrameColumn up) = (frame.FactsOf(x), frame.FactsOf(y));
        LineAxis xAxis = new(xTitle ?? AxisTitle.Of(across), across.Unit, logX), yAxis = new(yTitle ?? AxisTitle.Of(up), up.Unit, logY);
        if (lines.Length == 0) { return Theme.Empty(ChartData.Nothing(frame, series, [x, y], [.. logX ? [x] : Array.Empty<string>(), .. logY ? [y] : Array.Empty<string>()]), title); }
        LinePlane plane = new(lines, xAxis, yAxis, markers);
        string[] outside = [.. (markers ?? []).Where(m => !plane.IsInside(m.X)).Select(m => m.Label)];
        return plane.Figure(title, ChartData.Note(table.Note, ChartData.LeftOut(outside, "outside of the lines")));
    }
}
