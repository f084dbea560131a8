using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LlmNotebooks.Kernel.Export;

/// <summary>Turns markdown into HTML with its images inlined; an image elsewhere becomes a link to it.</summary>
/// <remarks>
/// HTML inside of a markdown cell is kept, as Jupyter keeps it: it is by the author of the code beside it. An output may be a model's answer, or
/// anything: of its HTML, tags without attributes that only lay out are kept, everything else is shown as text, and no link runs a script.
/// </remarks>
internal static partial class MarkdownRenderer
{
    private static readonly string[] Schemes = ["http", "https", "mailto", "data"];

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
    public static MarkdownPage Render(string markdown, JsonObject? attachments, string folder) => Render(markdown, attachments, folder, isOutput: false);

    /// <summary>The same for an output, whose text runs no script.</summary>
    public static MarkdownPage RenderOutput(string markdown, string folder) => Render(markdown, null, folder, isOutput: true);

    private static MarkdownPage Render(string markdown, JsonObject? attachments, string folder, bool isOutput)
    {
        try
        {
            MarkdownDocument document = Markdown.Parse(markdown, Pipeline);
            if (isOutput) { Disarm(document); }
            return Render(document, attachments, folder);
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

    private static void Disarm(MarkdownDocument document)
    {
        foreach (HtmlInline tag in document.Descendants<HtmlInline>().Where(tag => !HarmlessTags().IsMatch(tag.Tag)).ToList())
        {
            tag.ReplaceBy(new LiteralInline(tag.Tag));
        }
        foreach (HtmlBlock block in document.Descendants<HtmlBlock>().ToList())
        {
            string text = block.Lines.ToString();
            if (HarmlessTags().IsMatch(text)) { continue; }
            ParagraphBlock shown = new() { Inline = new ContainerInline().AppendChild(new LiteralInline(text)) };
            ContainerBlock parent = block.Parent!;
            int place = parent.IndexOf(block);
            parent.RemoveAt(place);
            parent.Insert(place, shown);
        }
        foreach (LinkInline link in document.Descendants<LinkInline>().Where(link => !IsHarmless(link.Url, link.IsImage)).ToList()) { link.Url = ""; }
        foreach (AutolinkInline link in document.Descendants<AutolinkInline>().Where(link => !link.IsEmail && !IsHarmless(link.Url, isImage: false)).ToList())
        {
            link.ReplaceBy(new LiteralInline(link.Url));
        }
    }

    /// <summary>Whether an address leads somewhere, and is no script or page of its own making; browsers pass over blanks and control characters in it.</summary>
    private static bool IsHarmless(string? url, bool isImage)
    {
        string address = string.Concat((url ?? "").Where(c => !char.IsWhiteSpace(c) && !char.IsControl(c)));
        int end = address.IndexOfAny([':', '/', '?', '#']);
        if (end < 0 || address[end] != ':') { return true; }
        string scheme = address[..end].ToLowerInvariant();
        return Schemes.Contains(scheme) && (scheme != "data" || (isImage && address.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Text whose every tag is one that lays out, without attributes.</summary>
    [GeneratedRegex(
        @"^([^<]|</?(b|blockquote|br|center|code|dd|del|details|div|dl|dt|em|h[1-6]|hr|i|ins|kbd|li|mark|ol|p|pre|q|s|samp|small|span|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|u|ul|var)\s*/?>)*$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex HarmlessTags();

    private static string Text(HeadingBlock heading) => string.Concat(heading.Inline?.Descendants().Select(inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        LineBreakInline => " ",
        _ => "",
    }) ?? []).Trim();
}
