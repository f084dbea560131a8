using System.Net;
using System.Text;
using System.Text.Json;
using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Export;

/// <summary>Turns one output into HTML, by its richest MIME type.</summary>
internal static class OutputRenderer
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly string[] Images = ["image/png", "image/jpeg", "image/gif", "image/webp"];

    public static string Render(CellOutput output, OnceElements once, string folder) => output switch
    {
        StreamOutput stream => $"<pre class=\"stream {(stream.Name == "stderr" ? "stderr" : "stdout")}\">{AnsiText.ToHtml(stream.Text)}</pre>",
        ErrorOutput error => Error(error),
        DisplayOutput display => $"<div class=\"display\">{Display(display.Data, once, folder)}</div>",
        _ => "",
    };

    private static string Error(ErrorOutput error)
    {
        string text = error.Traceback.Count > 0 ? string.Join('\n', error.Traceback) : $"{error.Name}: {error.Message}";
        return $"<pre class=\"error\" role=\"alert\">{AnsiText.ToHtml(text)}</pre>";
    }

    private static string Display(MimeBundle data, OnceElements once, string folder)
    {
        if (data.Text(MimeTypeNames.Html) is { } html) { return once.Strip(html); }
        // As an image, so that no script in it runs; the text of an answer may be anything.
        if (data.Text(MimeTypeNames.Svg) is { } svg) { return Image(data, MimeTypeNames.Svg, Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))); }
        foreach (string mimeType in Images)
        {
            if (data.Text(mimeType) is { } base64) { return Image(data, mimeType, base64.ReplaceLineEndings("")); }
        }
        if (data.Text(MimeTypeNames.Markdown) is { } markdown) { return MarkdownRenderer.RenderOutput(markdown, folder).Html; }
        if (data.Contains(MimeTypeNames.Json))
        {
            return $"<pre class=\"json\">{WebUtility.HtmlEncode(data[MimeTypeNames.Json]?.ToJsonString(Indented) ?? "null")}</pre>";
        }
        return $"<pre class=\"plain\">{AnsiText.ToHtml(data.Text(MimeTypeNames.Plain) ?? "")}</pre>";
    }

    private static string Image(MimeBundle data, string mimeType, string base64)
    {
        string alternative = data.Text(MimeTypeNames.Plain) is { } plain && plain != data.Text(mimeType) ? plain : "image";
        return $"<img alt=\"{WebUtility.HtmlEncode(alternative)}\" src=\"data:{mimeType};base64,{WebUtility.HtmlEncode(base64)}\">";
    }
}
