using System.Globalization;
using System.Net;

namespace LlmNotebooks.Charts;

/// <summary>Figures as HTML: the library, the figure's own element, and the script that draws it.</summary>
internal static class FigureHtml
{
    private const string Untrusted = "This chart is drawn by a script. If it does not appear, trust the notebook or run its cell.";

    private static readonly Lazy<string> Script = new(ReadScript);

    /// <summary>A fragment that draws alone.</summary>
    public static void Write(Figure figure, TextWriter html)
    {
        PlotlyLibrary.Write(html);
        WriteFigure(figure, html);
    }

    public static string Page(string title, IEnumerable<Figure> figures)
    {
        using StringWriter html = new(CultureInfo.InvariantCulture);
        html.Write($$"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{{WebUtility.HtmlEncode(title)}}</title>
            <style>
            :root { color-scheme: light dark; }
            body { font-family: {{Theme.FontFamily}}; color: CanvasText; background: Canvas; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.4rem; }
            </style>
            </head>
            <body>
            <h1>{{WebUtility.HtmlEncode(title)}}</h1>

            """);
        PlotlyLibrary.Write(html);
        foreach (Figure figure in figures)
        {
            html.WriteLine();
            WriteFigure(figure, html);
        }

        html.Write("\n</body>\n</html>\n");
        return html.ToString();
    }

    private static void WriteFigure(Figure figure, TextWriter html)
    {
        int height = FigureJson.Height(figure.Json);
        html.Write($"<div id=\"figure-{figure.Id}\" class=\"llmnotebooks-figure\" data-figure=\"{figure.Id}\" style=\"width:100%;height:{height}px\"><p>{Untrusted}</p></div>");
        html.Write($"<script>{Script.Value}({{\"id\":\"{figure.Id}\",\"library\":\"{PlotlyLibrary.Key}\",\"figure\":{figure.Json}}});</script>");
    }

    private static string ReadScript()
    {
        const string Resource = "LlmNotebooks.Charts.figure.js";
        using Stream source = typeof(FigureHtml).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The library has no resource '{Resource}'.");
        using StreamReader reader = new(source);
        return reader.ReadToEnd().TrimEnd();
    }
}
