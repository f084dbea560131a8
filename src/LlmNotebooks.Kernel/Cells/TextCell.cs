using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Cells;

/// <summary>Shows cells that hold text in a markup language instead of code.</summary>
internal static class TextCell
{
    /// <summary>What a cell shows whose first line chooses markdown, HTML or Mermaid; null for other cells.</summary>
    public static MimeBundle? Show(CellCode cell)
    {
        string text = CellLanguage.WithoutFirstLine(cell.Text);
        return CellLanguage.OfFirstLine(cell.Text) switch
        {
            CellLanguage.Markdown => new MimeBundle().With(MimeTypeNames.Markdown, text).With(MimeTypeNames.Plain, text),
            CellLanguage.Html => new MimeBundle().With(MimeTypeNames.Html, text).With(MimeTypeNames.Plain, text),
            // Only some clients draw diagrams; the others show the diagram's text.
            CellLanguage.Mermaid => new MimeBundle()
                .With(MimeTypeNames.Mermaid, text)
                .With(MimeTypeNames.Markdown, $"```mermaid\n{text.TrimEnd()}\n```\n")
                .With(MimeTypeNames.Plain, text),
            _ => null,
        };
    }
}
