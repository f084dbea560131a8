namespace LlmNotebooks.ScriptHosts;

/// <summary>Formats values by the convention alone: an attribute found by its name, formatters called by theirs.</summary>
public sealed class Display
{
    public Func<object, string, string> Format { get; } = static (value, mimeType) =>
    {
        object attribute = value.GetType().GetCustomAttributes(inherit: false).Single(a => a.GetType().Name == "TypeFormatterSourceAttribute");
        Type source = (Type)Get(attribute, "FormatterSourceType");
        IEnumerable<object> formatters = (IEnumerable<object>)source.GetMethod("CreateTypeFormatters")!.Invoke(Activator.CreateInstance(source, nonPublic: true), null)!;
        object formatter = formatters.Single(f => (string)Get(f, "MimeType") == mimeType);
        using StringWriter writer = new();
        formatter.GetType().GetMethod("Format")!.Invoke(formatter, [value, writer]);
        return writer.ToString();
    };

    private static object Get(object target, string property) => target.GetType().GetProperty(property)!.GetValue(target)!;
}
