using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Execution;

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
            if (bundle.Text(MimeTypeNames.Plain) is null) { bundle[MimeTypeNames.Plain] = PlainText.Of(value); }
            return value is null ? bundle : InteractiveFormatting.Current?.Preferred(value, bundle) ?? bundle;
        }
#pragma warning disable CA1031 // The author's code formats the value; what it throws must be seen.
        catch (Exception exception) when (RunningCell.OfThisCode is not { IsStopped: true })
#pragma warning restore CA1031
        {
            return FormattingFailure.Show(value!.GetType(), exception);
        }
    }

    /// <summary>Formats a value in one MIME type; a string is content of that type already, and so are the bytes of an image.</summary>
    /// <exception cref="ArgumentException">The value has no such form.</exception>
    public static MimeBundle Format(object? value, string mimeType)
    {
        MimeBundle bundle = new();
        if (value is string text)
        {
            bundle[mimeType] = MimeBundle.IsJson(mimeType) ? Json(text, mimeType) : text;
            return bundle.With(MimeTypeNames.Plain, Plain(text, mimeType));
        }
        if (value is byte[] bytes && mimeType.StartsWith("image/", StringComparison.Ordinal))
        {
            string content = mimeType == MimeTypeNames.Svg ? Encoding.UTF8.GetString(bytes) : Convert.ToBase64String(bytes);
            return bundle.With(mimeType, content).With(MimeTypeNames.Plain, Plain(content, mimeType));
        }
        MimeBundle all = Format(value);
        if (!all.Contains(mimeType) && mimeType == MimeTypeNames.Json)
        {
            bundle[mimeType] = Serialized(value);
            return bundle.With(MimeTypeNames.Plain, all.Text(MimeTypeNames.Plain)!);
        }
        if (!all.Contains(mimeType))
        {
            throw new ArgumentException(
                $"{(value is null ? "null" : $"A value of type {MethodNames.TypeName(value.GetType())}")} has no form in {mimeType}, only in {string.Join(", ", all.MimeTypes)}.", nameof(mimeType));
        }
        bundle[mimeType] = all[mimeType]?.DeepClone();
        return bundle.With(MimeTypeNames.Plain, all.Text(MimeTypeNames.Plain)!);
    }

    private static MimeBundle Views(object? value) => value switch
    {
        null => new MimeBundle().With(MimeTypeNames.Plain, "null"),
        string text => InteractiveFormatting.Current?.TryFormat(text) ?? new MimeBundle().With(MimeTypeNames.Plain, PlainText.Of(text)),
        ProgressState state => state.ToBundle(),
        _ => InteractiveFormatting.Current?.TryFormat(value) ?? Html(value) ?? ChartView.TryFormat(value) ?? ConventionFormatters.TryFormat(value) ?? Own(value),
    };

    private static MimeBundle? Html(object value) =>
        HtmlContentView.TryFormat(value) is { } html ? new MimeBundle().With(MimeTypeNames.Html, html).With(MimeTypeNames.Plain, html) : null;

    private static MimeBundle Own(object value)
    {
        if (DataFrameView.TryFormat(value) is { } frame) { return frame; }
        if (JsonView.TryFormat(value) is { } json) { return json; }
        // A query is run once for both forms.
        object shown = Sequences.TryExcerpt(value) ?? value;
        MimeBundle bundle = new();
        if (HtmlView.TryFormat(shown) is { } html) { bundle[MimeTypeNames.Html] = html; }
        return bundle.With(MimeTypeNames.Plain, PlainText.Of(shown));
    }

    private static JsonNode? Serialized(object? value)
    {
        try
        {
            return JsonSerializer.SerializeToNode(value);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw new ArgumentException($"The value has no form in {MimeTypeNames.Json}: {exception.Message}", nameof(value), exception);
        }
    }

    /// <summary>What a client shows that does not know the type.</summary>
    private static string Plain(string text, string mimeType) =>
        mimeType.StartsWith("image/", StringComparison.Ordinal) && mimeType != MimeTypeNames.Svg ? mimeType : text;

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
