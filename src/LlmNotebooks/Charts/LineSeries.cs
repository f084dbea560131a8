using Plotly.NET;
using Plotly.NET.TraceObjects;

namespace LlmNotebooks.Charts;

/// <summary>One line with its band, its points sorted by x.</summary>
/// <param name="Name">What the line is of.</param>
/// <param name="Points">Its places, at least one of them with a y.</param>
/// <param name="IsStepped">Whether each y holds until the next x.</param>
internal sealed record LineSeries(string Name, IReadOnlyList<LinePoint> Points, bool IsStepped)
{
    private const double BandOpacity = 0.2;

    /// <summary>A second line of the label at the line's end.</summary>
    public string? EndNote { get; init; }

    public IEnumerable<LinePoint> Drawn => Points.Where(p => p.Y is not null);

    public LinePoint End => Drawn.Last();

    /// <summary>A filled area for each run of points with both bounds; bounds below the floor, the bottom of the axis, are cut there.</summary>
    public IEnumerable<Trace> Bands(string color, double floor)
    {
        foreach (LinePoint[] run in Runs(p => p.HasBand))
        {
            (double X, double Y)[] outline =
            [
                .. Outline(run, p => Math.Max(p.Low!.Value, floor)),
                .. Outline(run, p => Math.Max(p.High!.Value, floor)).Reverse(),
            ];
            yield return new Trace("scatter")
                .With("mode", "lines")
                .With("x", outline.Select(p => p.X).ToArray())
                .With("y", outline.Select(p => p.Y).ToArray())
                .With("fill", "toself")
                .With("fillcolor", Theme.Transparent(color, BandOpacity))
                .With("line", new Line().With("color", Theme.Transparent(color, BandOpacity)).With("width", run.Length == 1 ? 5 : 1))
                .With("hoverinfo", "skip");
        }
    }

    public Trace Trace(string color, string? dash, Func<LinePoint, string> hover)
    {
        HashSet<double> alone = [.. Runs(p => p.Y is not null).Where(r => r.Length == 1).Select(r => r[0].X)];
        Trace trace = new Trace("scatter")
            .With("mode", alone.Count > 0 ? "lines+markers" : "lines")
            .With("x", Points.Select(p => p.X).ToArray())
            .With("y", Points.Select(p => p.Y).ToArray())
            .With("line", new Line().With("color", color).With("width", 2.5).With("dash", dash).With("shape", IsStepped ? "hv" : null))
            .With("customdata", Points.Select(hover).ToArray())
            .With("hovertemplate", "%{customdata}<extra></extra>");

        // A place between two gaps has no line: it gets a point.
        return alone.Count == 0 ? trace : trace.With("marker", new Marker().With("color", color).With("opacity", 1).With("size", Points.Select(p => alone.Contains(p.X) ? 8 : 0).ToArray()));
    }

    private IEnumerable<(double X, double Y)> Outline(LinePoint[] run, Func<LinePoint, double> bound)
    {
        for (int i = 0; i < run.Length; i++)
        {
            if (IsStepped && i > 0) { yield return (run[i].X, bound(run[i - 1])); }
            yield return (run[i].X, bound(run[i]));
        }
    }

    private IEnumerable<LinePoint[]> Runs(Func<LinePoint, bool> isIn)
    {
        List<LinePoint> run = [];
        foreach (LinePoint point in Points)
        {
            if (isIn(point)) { run.Add(point); continue; }
            if (run.Count > 0) { yield return [.. run]; }
            run.Clear();
        }

        if (run.Count > 0) { yield return [.. run]; }
    }
}
