using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LlmNotebooks.Display;
using Plotly.NET;

namespace LlmNotebooks.Charts;

/// <summary>A chart that notebooks and pages draw without a network.</summary>
/// <remarks>
/// Its HTML carries plotly.js, compressed, in a script element with the attribute <c>data-once</c>; whoever puts several
/// figures on one page may drop all but the first such element. Text takes the colour of the page around it.
/// </remarks>
[TypeFormatterSource(typeof(FigureFormatterSource), PreferredMimeTypes = ["text/html", PlotlyMimeType])]
public sealed class Figure
{
    internal const string PlotlyMimeType = "application/vnd.plotly.v1+json";

    private readonly Lazy<string> _json;

    /// <summary>Wraps a chart of Plotly.NET.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="chart"/> is null.</exception>
    public Figure(GenericChart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        Chart = chart;
        _json = new(() => FigureJson.Write(Chart));
    }

    /// <summary>The chart behind this figure.</summary>
    public GenericChart Chart { get; }

    /// <summary>The figure as plotly.js takes it: an object with <c>data</c>, <c>layout</c> and <c>config</c>.</summary>
    /// <remarks>Safe inside a script element: <c>&lt;</c>, <c>&gt;</c>, <c>&amp;</c>, U+2028 and U+2029 are escaped.</remarks>
    public string Json => _json.Value;

    /// <summary>Name of this figure's contents: equal figures have equal ids, in every process.</summary>
    internal string Id => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Json)))[..12];

    /// <summary>A piece of HTML that draws this figure in any page, plotly.js included.</summary>
    public string ToHtml()
    {
        using StringWriter html = new(CultureInfo.InvariantCulture);
        FigureHtml.Write(this, html);
        return html.ToString();
    }

    /// <summary>A whole HTML page with this figure that needs no network.</summary>
    /// <param name="title">Title of the page.</param>
    public string ToHtmlPage(string title) => ToHtmlPage(title, [this]);

    /// <summary>A whole HTML page with several figures, one below the other, that needs no network.</summary>
    /// <param name="title">Title of the page.</param>
    /// <param name="figures">The figures; plotly.js is written once for all of them.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static string ToHtmlPage(string title, params IEnumerable<Figure> figures)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(figures);
        return FigureHtml.Page(title, figures);
    }

    /// <summary>Writes the page of <see cref="ToHtmlPage(string)"/> to a file.</summary>
    /// <param name="path">The file; it is replaced when there.</param>
    /// <param name="title">Title of the page; the file's name when left out.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveHtml(string path, string? title = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        File.WriteAllText(path, ToHtmlPage(title ?? Path.GetFileNameWithoutExtension(path)));
    }

    /// <summary>Says in one line what the figure shows.</summary>
    public override string ToString() => FigureJson.Describe(Json);
}
