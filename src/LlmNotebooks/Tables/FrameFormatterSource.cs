using LlmNotebooks.Display;

namespace LlmNotebooks.Tables;

/// <summary>Formatters of <see cref="Frame"/>, found by hosts through <see cref="TypeFormatterSourceAttribute"/>.</summary>
internal sealed class FrameFormatterSource
{
#pragma warning disable CA1822 // Hosts call it on an instance.
    public IEnumerable<object> CreateTypeFormatters() =>
#pragma warning restore CA1822
    [
        new TypeFormatter<Frame>("text/html", FrameHtml.Write),
        new TypeFormatter<Frame>("text/plain", static (frame, text) => text.Write(frame.ToString())),
    ];
}
