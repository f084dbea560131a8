using System.Globalization;
using Plotly.NET;
using Plotly.NET.LayoutObjects;

namespace LlmNotebooks.Charts;

/// <summary>The look all charts share: system fonts, quiet grids that show on light and dark, colours that colour-blind readers tell apart.</summary>
internal static class Theme
{
    public const string FontFamily = "system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

    /// <summary>Quiet lines and muted points: visible on white and on near black.</summary>
    public const string Grid = "rgba(128,128,128,0.25)";

    public const string Muted = "rgba(128,128,128,0.75)";

    /// <summary>Blue and vermilion after Okabe and Ito (2008), Color Universal Design; the blue is lightened to show on dark pages.</summary>
    public const string Accent = "#1F83C8";

    public const string Contrary = "#D55E00";

    private const int Bottom = 52, LineHeight = 20, Side = 24, EmptyHeight = 120, EmptyLetters = 50;

    // Okabe and Ito (2008), without their yellow, which fades on white, and black, which does on dark pages.
    private static readonly string[] SeriesColors = [Accent, Contrary, "#009E73", "#CC79A7", "#E69F00", "#56B4E9"];

    private static readonly string?[] SeriesDashes = [null, "dash", "dot"];

    private static readonly string[] HiddenButtons = ["lasso2d", "select2d", "autoScale2d"];

    /// <summary>Sets a property that Plotly.NET's typed constructors would take as an F# option.</summary>
    public static TObject With<TObject>(this TObject target, string property, object? value)
        where TObject : DynamicObj.DynamicObj
    {
        if (value is not null) { target.SetProperty(property, value); }
        return target;
    }

    public static DynamicObj.DynamicObj Map(params (string Name, object? Value)[] properties) =>
        properties.Aggregate(new DynamicObj.DynamicObj(), static (map, p) => map.With(p.Name, p.Value));

    /// <summary>The colour of the i-th series.</summary>
    public static string SeriesColor(int i) => SeriesColors[i % SeriesColors.Length];

    /// <summary>The dash of the i-th series, which tells apart those that share a colour; null for a solid line.</summary>
    public static string? SeriesDash(int i) => SeriesDashes[i / SeriesColors.Length % SeriesDashes.Length];

    /// <summary>A colour of the form #RRGGBB, seen through.</summary>
    public static string Transparent(string color, double opacity)
    {
        int rgb = int.Parse(color.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"rgba({rgb >> 16},{(rgb >> 8) & 255},{rgb & 255},{opacity})");
    }

    /// <summary>An axis with a title, a quiet grid and room for its labels.</summary>
    public static LinearAxis Axis(string? title) => new LinearAxis()
        .With("title", title is null ? null : Map(("text", PlotlyText.Escape(title)), ("standoff", 12), ("font", Map(("size", 13)))))
        .With("automargin", true)
        .With("gridcolor", Grid)
        .With("linecolor", Grid)
        .With("zeroline", false)
        .With("ticks", "");

    /// <summary>An axis of numbers that starts at zero where it is linear and nothing lies below.</summary>
    public static LinearAxis ValueAxis(string title, string? tickFormat, bool isLog, IReadOnlyCollection<double> values)
    {
        LinearAxis axis = Axis(title).With("tickformat", tickFormat).With("tickangle", 0);
        if (!isLog) { return axis.With("rangemode", values.Min() >= 0 ? "tozero" : null); }

        // Ticks at 1, 2 and 5 of each decade; evenly spaced within one decade, and at powers of ten beyond five.
        (double low, double high) = (values.Min(), values.Max());
        return axis.With("type", "log").With("tickformat", tickFormat ?? ".6~g").With("dtick", Math.Log10(high / low) switch
        {
            < 0.7 => "L" + RoundStep((high - low) / 5).ToString(CultureInfo.InvariantCulture),
            < 5 => "D2",
            _ => null,
        });
    }

    // The least of 1, 2 and 5 times a power of ten that is at least the step given.
    private static double RoundStep(double step)
    {
        if (step <= 0) { return 1; }
        double power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return (step / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 } * power;
    }

    /// <summary>A figure of the house: traces, two axes, a title with a quieter line below it; room above and right of the plot for what stands there.</summary>
    public static Figure Figure(IEnumerable<Trace> traces, LinearAxis xAxis, LinearAxis yAxis, string? title, string? note, int plotHeight, Action<Layout>? more = null, int above = 0, int right = Side)
    {
        int top = Top(title, note) + above;
        Layout layout = new Layout()
            .With("title", Heading(title, note))
            .With("xaxis", xAxis)
            .With("yaxis", yAxis)
            .With("height", top + plotHeight + Bottom)
            .With("autosize", true)
            .With("showlegend", false)
            .With("font", Map(("family", FontFamily), ("size", 13)))
            .With("margin", Map(("l", Side), ("r", right), ("t", top), ("b", Bottom)))
            .With("modebar", Map(("bgcolor", "rgba(0,0,0,0)"), ("color", Muted), ("activecolor", Accent)))
            .With("hoverlabel", Map(("font", Map(("family", FontFamily)))));
        more?.Invoke(layout);
        Config config = new Config()
            .With("responsive", true)
            .With("displaylogo", false)
            // Where the page has MathJax, $...$ in a name would be a formula.
            .With("typesetMath", false)
            .With("modeBarButtonsToRemove", HiddenButtons);
        GenericChart chart = GenericChart.ofTraceObjects<IEnumerable<Trace>>(useDefaults: false, traces);
        return new Figure(GenericChart.setConfig(config, GenericChart.setLayout(layout, chart)));
    }

    /// <summary>A figure without data that says in words why there is nothing.</summary>
    public static Figure Empty(string why, string? title)
    {
        Trace none = new Trace("scatter").With("x", Array.Empty<double>()).With("y", Array.Empty<double>());
        return Figure([none], NoAxis(), NoAxis(), title, null, EmptyHeight, layout => layout.With("annotations", new[]
        {
            Map(("x", 0.5), ("xref", "paper"), ("y", 0.5), ("yref", "paper"), ("text", PlotlyText.Wrap(why, EmptyLetters)), ("showarrow", false), ("font", Map(("size", 14)))),
        }));
    }

    private static LinearAxis NoAxis() => new LinearAxis().With("visible", false);

    // Title and notes start at the edge of the figure, a line each, so that they have room on a narrow page.
    private static DynamicObj.DynamicObj? Heading(string? title, string? note)
    {
        if (title is null && note is null) { return null; }
        IEnumerable<string> small = Lines(note).Select(line => $"<span style=\"font-size:12px\">{PlotlyText.Escape(line)}</span>");
        string text = string.Join("<br>", title is null ? small : small.Prepend($"<b>{PlotlyText.Escape(title)}</b>"));
        return Map(("text", text), ("x", 0), ("xref", "container"), ("xanchor", "left"), ("y", 1), ("yref", "container"), ("yanchor", "top"),
            ("pad", Map(("l", 8), ("t", 12))), ("font", Map(("size", title is null ? 12 : 16))));
    }

    private static int Top(string? title, string? note) =>
        24 + (title is null ? 0 : 24) + LineHeight * Lines(note).Length;

    private static string[] Lines(string? note) => note?.Split('\n') ?? [];
}
