namespace LlmNotebooks.Display;

/// <summary>Names the type that makes the formatters of the marked type.</summary>
/// <remarks>
/// Notebook hosts find this attribute by its name alone, through reflection: .NET Interactive's formatting does, and so
/// does the kernel of this project. The source has a parameterless constructor and a method <c>CreateTypeFormatters()</c>
/// returning <c>IEnumerable&lt;object&gt;</c>; each formatter has <c>string MimeType</c> and
/// <c>bool Format(object, TextWriter)</c>.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>The type that has <c>CreateTypeFormatters()</c>.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>MIME types a host shows without being asked, best first.</summary>
    public string[] PreferredMimeTypes { get; set; } = [];
}
