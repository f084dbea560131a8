using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Export;

/// <summary>Writes a notebook as one HTML page that needs no other file and no network.</summary>
/// <remarks>
/// The page's content security policy forbids every connection, so that not even HTML that the author wrote can make one.
/// Scripts inside of outputs run: charts need them.
/// </remarks>
internal static class HtmlExporter
{
    private const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' 'unsafe-eval' blob: data:; "
        + "img-src data: blob:; font-src data:; media-src data: blob:; connect-src data: blob:; worker-src blob:";

    private static readonly Lazy<string> Style = new(ReadStyle);

    /// <param name="notebook">The notebook, with outputs or without.</param>
    /// <param name="name">The page's title where the notebook has no heading.</param>
    /// <param name="folder">The folder that relative images are read from.</param>
    public static string Export(Notebook notebook, string name, string folder)
    {
        OnceElements once = new();
        StringBuilder body = new();
        bool isCSharp = IsCSharp(notebook);
        string? title = null;
        int number = 0;
        foreach (Cell cell in notebook.Cells)
        {
            switch (cell.Kind)
            {
                case CellKind.Markdown:
                    MarkdownPage markdown = MarkdownRenderer.Render(cell.Source, cell.Attachments, folder);
                    title ??= markdown.FirstHeading;
                    body.Append("<section class=\"cell markdown\">").Append(markdown.Html).Append("</section>\n");
                    break;
                case CellKind.Raw:
                    body.Append("<section class=\"cell raw\"><pre>").Append(Encode(cell.Source)).Append("</pre></section>\n");
                    break;
                default:
                    AppendCode(body, cell, ++number, isCSharp, once, folder);
                    break;
            }
        }
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="{Policy}">
            <link rel="icon" href="data:,">
            <title>{Encode(title ?? name)}</title>
            <style>
            {Style.Value}</style>
            </head>
            <body>
            <main>
            {body}</main>
            </body>
            </html>

            """;
    }

    private static void AppendCode(StringBuilder body, Cell cell, int number, bool isCSharp, OnceElements once, string folder)
    {
        if (cell.IsBlank && cell.Outputs.Count == 0) { return; }
        body.Append(CultureInfo.InvariantCulture, $"<section class=\"cell code\" id=\"cell-{Encode(cell.Id)}\">");
        body.Append(CultureInfo.InvariantCulture, $"<div class=\"source\"><div class=\"count\" title=\"code cell {number}\">{(cell.ExecutionCount is { } n ? $"[{n}]" : "[ ]")}</div><pre>");
        body.Append(isCSharp && CellLanguage.Of(cell) == CellLanguage.CSharp ? CSharpHighlighter.ToHtml(cell.Source) : Encode(cell.Source)).Append("</pre></div>");
        if (cell.Outputs.Count > 0)
        {
            body.Append("<div class=\"outputs\">");
            foreach (CellOutput output in cell.Outputs) { body.Append(OutputRenderer.Render(output, once, folder)); }
            body.Append("</div>");
        }
        body.Append("</section>\n");
    }

    private static bool IsCSharp(Notebook notebook)
    {
        string? language = Text(notebook, "language_info", "name") ?? Text(notebook, "kernelspec", "language");
        return language is null || language.ToUpperInvariant() is "C#" or "CSHARP" or "POLYGLOT-NOTEBOOK";
    }

    private static string? Text(Notebook notebook, string group, string name) =>
        notebook.Metadata[group] is JsonObject members && members[name] is JsonValue value && value.TryGetValue(out string? text)
            ? text
            : null;

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static string ReadStyle()
    {
        using Stream stream = typeof(HtmlExporter).Assembly.GetManifestResourceStream("page.css")
            ?? throw new InvalidOperationException("The resource page.css is missing from the assembly.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
