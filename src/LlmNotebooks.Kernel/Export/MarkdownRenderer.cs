using System.Net;
using System.Text.Json.Nodes;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LlmNotebooks.Kernel.Export;

/// <summary>Turns markdown into HTML with its images inlined; an image elsewhere becomes a link to it.</summary>
/// <remarks>HTML inside of markdown is kept, as Jupyter keeps it: it is by the author of the code beside it.</remarks>
internal static class MarkdownRenderer
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseEmphasisExtras()
        .UseListExtras()
        .UseTaskLists()
        .UseFootnotes()
        .UseDefinitionLists()
        .UseAutoLinks()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub)
        .Build();

    /// <param name="markdown">The text.</param>
    /// <param name="attachments">The cell's attachments, which <c>attachment:NAME</c> refers to.</param>
    /// <param name="folder">The folder that relative images are read from.</param>
    /// <returns>The HTML; text nested too deep for the parser as it is, with a note.</returns>
    public static MarkdownPage Render(string markdown, JsonObject? attachments, string folder)
    {
        try
        {
            return Render(Markdown.Parse(markdown, Pipeline), attachments, folder);
        }
        catch (ArgumentException exception) when (exception.Message.Contains("depth limit", StringComparison.Ordinal))
        {
            return new MarkdownPage($"<p><em>This markdown is nested too deep to be laid out; here is its text.</em></p><pre>{WebUtility.HtmlEncode(markdown)}</pre>", null);
        }
    }

    private static MarkdownPage Render(MarkdownDocument document, JsonObject? attachments, string folder)
    {
        foreach (LinkInline image in document.Descendants<LinkInline>().Where(link => link.IsImage).ToList())
        {
            if (ImageInliner.Inline(image.Url ?? "", attachments, folder) is { } inlined) { image.Url = inlined; }
            else { image.IsImage = false; }
        }
        using StringWriter writer = new() { NewLine = "\n" };
        HtmlRenderer renderer = new(writer);
        Pipeline.Setup(renderer);
        renderer.Render(document);
        HeadingBlock? heading = document.Descendants<HeadingBlock>().FirstOrDefault();
        return new MarkdownPage(writer.ToString(), heading is null ? null : Text(heading));
    }

    private static string Text(HeadingBlock heading) => string.Concat(heading.Inline?.Descendants().Select(inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        LineBreakInline => " ",
        _ => "",
    }) ?? []).Trim();
}
