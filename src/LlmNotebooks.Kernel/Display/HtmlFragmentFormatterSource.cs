using System.Diagnostics.CodeAnalysis;
using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Display;

/// <summary>Makes the formatter of <see cref="HtmlFragment"/> for hosts that find it by name: a PocketView that holds HTML then keeps it as it is.</summary>
internal sealed class HtmlFragmentFormatterSource
{
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Called on an instance, by its name.")]
    public IEnumerable<object> CreateTypeFormatters() => [new Formatter(MimeTypeNames.Html)];

    private sealed class Formatter(string mimeType)
    {
        public string MimeType { get; } = mimeType;

        [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Called on an instance, by its name.")]
        public bool Format(object instance, TextWriter writer)
        {
            if (instance is not HtmlFragment html) { return false; }
            writer.Write(html.Content);
            return true;
        }
    }
}
