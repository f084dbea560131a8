using LlmNotebooks.Tables;
using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;
using Frame = LlmNotebooks.Tables.Frame;

namespace LlmNotebooks.Charts;

public static partial class Charts
{
    private const int InputLetters = 10, InputNameLetters = 22, WrappedInputHeight = 42;

    /// <summary>How far each input alone moves a result, the biggest swing on top: which assumptions a decision hangs on.</summary>
    /// <param name="frame">One row for each input.</param>
    /// <param name="label">Column with the names of the inputs.</param>
    /// <param name="low">Column with the result at the input's low value.</param>
    /// <param name="high">Column with the result at the input's high value.</param>
    /// <param name="baseline">The result when every input has its expected value.</param>
    /// <param name="lowInput">Column with the inputs' low values, written beside their end of the bar; none when left out.</param>
    /// <param name="highInput">Column with the inputs' high values, written beside their end of the bar; none when left out.</param>
    /// <param name="title">Title of the figure.</param>
    /// <param name="valueTitle">Title of the value axis, with its unit; made from what <paramref name="low"/> belongs to, or its name, and its unit when left out.</param>
    /// <remarks>A blue disc ends the bar at the input's low value and an orange diamond at its high one, whichever result is the lower. Rows without both results are left out, and the figure says so.</remarks>
    /// <exception cref="ArgumentException">A column is not there or holds no numbers, or there are no rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="baseline"/> is no finite number.</exception>
    public static Figure Tornado(
        Frame frame, string label, string low, string high, double baseline, string? lowInput = null, string? highInput = null, string? title = null, string? valueTitle = null)
    {
        ChartData.RequireRows(frame);
        if (!double.IsFinite(baseline)) { throw new ArgumentOutOfRangeException(nameof(baseline), baseline, "Must be a finite number."); }
        string[] names = [.. frame.Texts(label).Select(ChartData.Label)];
        IReadOnlyList<double?> lows = ChartData.Numbers(frame, low), highs = ChartData.Numbers(frame, high);
        IReadOnlyList<string?> lowInputs = Inputs(lowInput), highInputs = Inputs(highInput);
        int[] known = [.. Enumerable.Range(0, names.Length).Where(i => lows[i] is not null && highs[i] is not null)];
        (Unit? unit, string axisTitle) = (frame.FactsOf(low).Unit, valueTitle ?? AxisTitle.Of(frame.FactsOf(low).Of ?? low, frame.FactsOf(low).Unit));
        if (known.Length == 0) { return Theme.Empty(ChartData.Nothing(frame, label, [low, high]), title); }
        TornadoRow[] rows = [.. known.Select(i => new TornadoRow(names[i], lows[i]!.Value, highs[i]!.Value, lowInputs[i], highInputs[i])).Reverse().OrderBy(r => r.Swing)];

        string? note = ChartData.Note(
            "blue ●: at the input's low value · orange ◆: at its high value",
            $"line: baseline, {ChartNumber.Show(baseline, unit)}",
            ChartData.LeftOut([.. names.Where((_, i) => !known.Contains(i))], $"{low} or {high} missing"));
        Trace[] traces =
        [
            Bars(rows, atHigh: false, baseline), Bars(rows, atHigh: true, baseline),
            Ends(rows, atHigh: false, unit, axisTitle), Ends(rows, atHigh: true, unit, axisTitle),
        ];
        string[] shownNames = [.. rows.Select(r => PlotlyText.Wrap(r.Label, InputNameLetters))];
        int height = rows.Any(r => r.Label.Length > InputNameLetters) ? rows.Length * WrappedInputHeight : IntervalRow.Height(rows.Length);
        return Theme.Figure(traces, ResultAxis(rows, baseline, unit, axisTitle), IntervalRow.NameAxis(shownNames), title, note, height,
            layout => layout.With("barmode", "overlay").With("shapes", new[]
            {
                Theme.Map(("type", "line"), ("x0", baseline), ("x1", baseline), ("y0", 0), ("y1", 1), ("yref", "paper"),
                    ("line", Theme.Map(("color", Theme.Muted), ("width", 2)))),
            }));

        // Numbers short enough to stand beside a bar.
        IReadOnlyList<string?> Inputs(string? column) => column is null ? new string?[names.Length]
            : Cell.IsNumeric(frame.Column(column)) ? [.. frame.Numbers(column).Select(number => number is { } n ? ChartNumber.Show(n) : null)]
            : frame.Texts(column);
    }

    private static Trace Bars(TornadoRow[] rows, bool atHigh, double baseline)
    {
        (double From, double To)[] parts = [.. rows.Select(r => r.Part(atHigh, baseline))];
        return new Trace("bar")
            .With("orientation", "h")
            .With("y", Enumerable.Range(0, rows.Length).ToArray())
            .With("base", parts.Select(p => p.From).ToArray())
            .With("x", parts.Select(p => p.To - p.From).ToArray())
            .With("width", 0.5)
            .With("marker", new Marker().With("color", Theme.Transparent(EndColor(atHigh), 0.55)))
            .With("hoverinfo", "skip");
    }

    private static Trace Ends(TornadoRow[] rows, bool atHigh, Unit? unit, string axisTitle) => new Trace("scatter")
        .With("mode", "markers+text")
        .With("x", rows.Select(r => atHigh ? r.High : r.Low).ToArray())
        .With("y", Enumerable.Range(0, rows.Length).ToArray())
        .With("text", rows.Select(r => PlotlyText.Escape(EndText(r, atHigh))).ToArray())
        .With("textposition", rows.Select(r => atHigh == r.High >= r.Low ? "middle right" : "middle left").ToArray())
        .With("textfont", Theme.Map(("size", 12)))
        .With("cliponaxis", false)
        .With("marker", new Marker().With("symbol", atHigh ? "diamond" : "circle").With("size", 9).With("color", EndColor(atHigh)))
        .With("customdata", rows.Select(r => Hover(r, unit, axisTitle)).ToArray())
        .With("hovertemplate", "%{customdata}<extra></extra>");

    private static string EndText(TornadoRow row, bool atHigh) => PlotlyText.Shorten((atHigh ? row.HighInput : row.LowInput) ?? "", InputLetters);

    private static string EndColor(bool atHigh) => atHigh ? Theme.Contrary : Theme.Accent;

    private static string Hover(TornadoRow row, Unit? unit, string axisTitle)
    {
        return $"<b>{PlotlyText.Escape(row.Label)}</b><br>{PlotlyText.Escape(axisTitle)}"
            + $"<br>at its low value{Input(row.LowInput)}: {ChartNumber.Show(row.Low, unit)}<br>at its high value{Input(row.HighInput)}: {ChartNumber.Show(row.High, unit)}";

        static string Input(string? text) => text is null ? "" : $", {PlotlyText.Escape(text)}";
    }

    // The texts beside the bars need the same room on a plot of any width: it is kept for a narrow one.
    private static LinearAxis ResultAxis(TornadoRow[] rows, double baseline, Unit? unit, string title)
    {
        const double NarrowWidth = 250, LetterWidth = 6.5, Gap = 14;
        double lowest = Math.Min(baseline, rows.Min(r => Math.Min(r.Low, r.High))), highest = Math.Max(baseline, rows.Max(r => Math.Max(r.Low, r.High)));
        double span = highest > lowest ? highest - lowest : Math.Max(Math.Abs(highest), 1);
        double left = Room(r => EndText(r, atHigh: r.High < r.Low)), right = Room(r => EndText(r, atHigh: r.High >= r.Low)), pixel = span / (NarrowWidth - left - right);
        return Theme.Axis(title)
            .With("tickformat", AxisTicks.Format(unit, lowest, highest))
            .With("range", new[] { lowest - left * pixel, highest + right * pixel });

        double Room(Func<TornadoRow, string> text) => rows.Max(r => text(r).Length) * LetterWidth + Gap;
    }
}
