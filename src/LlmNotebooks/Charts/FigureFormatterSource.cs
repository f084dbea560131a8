using LlmNotebooks.Display;

namespace LlmNotebooks.Charts;

/// <summary>Formatters of <see cref="Figure"/>, found by hosts through <see cref="TypeFormatterSourceAttribute"/>.</summary>
internal sealed class FigureFormatterSource
{
#pragma warning disable CA1822 // Hosts call it on an instance.
    public IEnumerable<object> CreateTypeFormatters() =>
#pragma warning restore CA1822
    [
        new TypeFormatter<Figure>("text/html", FigureHtml.Write),
        new TypeFormatter<Figure>(Figure.PlotlyMimeType, static (figure, json) => json.Write(figure.Json)),
        new TypeFormatter<Figure>("text/plain", static (figure, text) => text.Write(figure.ToString())),
    ];
}
