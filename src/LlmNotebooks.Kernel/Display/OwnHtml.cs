using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Display;

/// <summary>The HTML that a value has of its own, also as a part of another value: its type's, or that of a formatter which cells registered for it.</summary>
internal static class OwnHtml
{
    /// <summary>The HTML, or null when there is none.</summary>
    public static string? TryFormat(object value) =>
        InteractiveFormatting.Current?.TryFormat(value, MimeTypeNames.Html) ?? (PlainText.IsScalar(value.GetType()) ? null : HtmlContentView.TryFormat(value));
}
