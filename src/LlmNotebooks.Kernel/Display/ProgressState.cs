using System.Globalization;
using System.Net;
using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Display;

/// <summary>How far something is, to be shown.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">The part that is done; shown as it is, also beyond the total.</param>
/// <param name="Total">The whole, above 0.</param>
internal sealed record ProgressState(string Label, double Value, double Total)
{
    public MimeBundle ToBundle()
    {
        double part = Math.Clamp(Value / Total, 0, 1);
        // 100 % is said only of what is done.
        string text = string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(part * 100):0}%");
        if (Total != 1) { text += string.Create(CultureInfo.InvariantCulture, $" ({Value:0.##} of {Total:0.##})"); }
        string bar = string.Create(CultureInfo.InvariantCulture, $"<progress value=\"{part:0.####}\" max=\"1\" style=\"vertical-align:middle\"></progress>");
        return new MimeBundle()
            .With(MimeTypeNames.Html, $"<div class=\"progress\" style=\"font-variant-numeric:tabular-nums\">{WebUtility.HtmlEncode(Label)} {bar} {text}</div>")
            .With(MimeTypeNames.Plain, $"{Label} {text}");
    }
}
