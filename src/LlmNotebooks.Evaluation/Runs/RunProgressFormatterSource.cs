using LlmNotebooks.Display;

namespace LlmNotebooks.Evaluation;

/// <summary>Formatters of <see cref="RunProgress"/>, found by hosts through <see cref="TypeFormatterSourceAttribute"/>.</summary>
internal sealed class RunProgressFormatterSource
{
#pragma warning disable CA1822 // Hosts call it on an instance.
    public IEnumerable<object> CreateTypeFormatters() =>
#pragma warning restore CA1822
    [
        new TypeFormatter<RunProgress>("text/html", RunProgressView.WriteHtml),
        new TypeFormatter<RunProgress>("text/plain", static (progress, text) => text.Write(RunProgressView.Text(progress))),
    ];
}
