using System.Globalization;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Charts;

/// <summary>Rows of a frame as points of lines.</summary>
internal sealed class LineTable
{
    private readonly (string Name, LinePoint Point)[] _rows;
    private readonly string _series;

    private LineTable(string series, (string Name, LinePoint Point)[] rows, string? note)
    {
        (_series, _rows, Note) = (series, rows, note);
    }

    /// <summary>What the chart leaves out and explains.</summary>
    public string? Note { get; }

    public static LineTable Read(Frame frame, string x, string y, string series, string? low, string? high, bool logX, bool logY)
    {
        ChartData.RequireRows(frame);
        string[] names = [.. frame.Texts(series).Select(ChartData.Label)];
        IReadOnlyList<double?> xs = ChartData.Numbers(frame, x), ys = ChartData.Numbers(frame, y);
        IReadOnlyList<IntervalRow> bounds = low is null && high is null ? IntervalRow.Read(frame, series, y) : IntervalRow.Read(frame, series, y, low, high);

        bool[] missing = [.. xs.Zip(ys, (across, up) => across is null || up is null)];
        bool[] belowX = [.. xs.Select(v => logX && v <= 0)], belowY = [.. ys.Select(v => logY && v <= 0)];
        int[] placed = [.. Enumerable.Range(0, names.Length).Where(i => xs[i] is not null && !belowX[i])];
        (string Name, LinePoint Point)[] rows = [.. placed.Select(i => (names[i], new LinePoint(xs[i]!.Value, belowY[i] ? null : ys[i], bounds[i].Low, bounds[i].High)))];
        return new(series, rows, ChartData.Note(
            LeftOut(missing, xs.Any(v => v is null) ? $"{x} or {y} missing" : $"{y} missing"),
            LeftOut([.. belowX.Select((below, i) => below && !missing[i])], $"{x} not above 0"),
            LeftOut([.. belowY.Select((below, i) => below && !belowX[i] && !missing[i])], $"{y} not above 0"),
            BandNote(rows)));

        string? LeftOut(bool[] which, string why) => ChartData.LeftOut([.. names.Where((_, i) => which[i])], why);
    }

    /// <summary>The lines that have something to draw, in the order of the frame.</summary>
    /// <exception cref="ArgumentException">A step is no series.</exception>
    public LineSeries[] Series(IReadOnlyList<string> steps)
    {
        string[] names = [.. _rows.Select(r => r.Name).Distinct(StringComparer.Ordinal)];
        if (steps.FirstOrDefault(s => !names.Contains(s, StringComparer.Ordinal)) is { } unknown)
        {
            throw new ArgumentException($"No '{_series}' is '{unknown}'; there are: {string.Join(", ", names)}.", nameof(steps));
        }

        return
        [
            .. _rows.GroupBy(r => r.Name, r => r.Point, StringComparer.Ordinal)
                .Where(g => g.Any(p => p.Y is not null))
                .Select(g => new LineSeries(g.Key, [.. g.OrderBy(p => p.X)], steps.Contains(g.Key, StringComparer.Ordinal))),
        ];
    }

    private static string? BandNote((string Name, LinePoint Point)[] rows)
    {
        ILookup<string, LinePoint> drawn = rows.Where(r => r.Point.Y is not null).ToLookup(r => r.Name, r => r.Point, StringComparer.Ordinal);
        string[] bare = [.. drawn.Where(s => !s.Any(p => p.HasBand)).Select(s => s.Key)];
        if (bare.Length == drawn.Count) { return null; }
        LinePoint[] others = [.. drawn.Where(s => s.Any(p => p.HasBand)).SelectMany(s => s)];
        int without = others.Count(p => !p.HasBand);
        return "band: interval" + (bare.Length > 0 ? $", none for {PlotlyText.Shorten(string.Join(", ", bare), 50)}" : "")
            + (without > 0 ? string.Create(CultureInfo.InvariantCulture, $" · {without} of {others.Length} points without") : "");
    }
}
