using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Display;

/// <summary>Turns a value into what a notebook shows: always plain text, and HTML or more where there is a view.</summary>
internal static class ValueFormatter
{
    /// <summary>Formats a value in every MIME type that there is for it.</summary>
    /// <remarks>A formatter or a property that throws is shown as an error in the value's place.</remarks>
    public static MimeBundle Format(object? value)
    {
        try
        {
            MimeBundle bundle = Views(value);
            if (!bundle.Contains(MimeTypeNames.Plain)) { bundle[MimeTypeNames.Plain] = PlainText.Of(value); }
            return bundle;
        }
#pragma warning disable CA1031 // The author's code formats the value; what it throws must be seen.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return FormattingFailure.Show(value!.GetType(), exception);
        }
    }

    /// <summary>Formats a value in one MIME type; a string is content of that type already.</summary>
    /// <exception cref="ArgumentException">The value has no such form.</exception>
    public static MimeBundle Format(object? value, string mimeType)
    {
        MimeBundle bundle = new();
        if (value is string text)
        {
            bundle[mimeType] = MimeBundle.IsJson(mimeType) ? Json(text, mimeType) : text;
            return bundle;
        }
        MimeBundle all = Format(value);
        if (!all.Contains(mimeType))
        {
            throw new ArgumentException(
                $"A {value?.GetType().Name ?? "null"} has no form in {mimeType}, only in {string.Join(", ", all.MimeTypes)}.", nameof(mimeType));
        }
        bundle[mimeType] = all[mimeType]?.DeepClone();
        return bundle;
    }

    private static MimeBundle Views(object? value) => value switch
    {
        null => new MimeBundle().With(MimeTypeNames.Plain, "null"),
        string text => new MimeBundle().With(MimeTypeNames.Plain, text),
        HtmlFragment html => new MimeBundle().With(MimeTypeNames.Html, html.Content).With(MimeTypeNames.Plain, html.Content),
        _ => ChartView.TryFormat(value) ?? ConventionFormatters.TryFormat(value) ?? Own(value),
    };

    private static MimeBundle Own(object value)
    {
        if (DataFrameView.TryFormat(value) is { } frame)
        {
            return new MimeBundle().With(MimeTypeNames.Html, frame).With(MimeTypeNames.Plain, value.ToString() ?? "");
        }
        // A query is run once for both forms.
        object shown = value is IEnumerable items and not IDictionary ? Excerpt.Of(items) : value;
        MimeBundle bundle = new();
        if (HtmlView.TryFormat(shown) is { } html) { bundle[MimeTypeNames.Html] = html; }
        return bundle.With(MimeTypeNames.Plain, PlainText.Of(shown));
    }

    private static JsonNode? Json(string text, string mimeType)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"The text is not JSON, as {mimeType} has to be: {exception.Message}", nameof(text), exception);
        }
    }
}
